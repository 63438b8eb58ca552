import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import { type FoundOrder, orderColumns, toOrderRow } from './internal/order-rows.ts'
import { readSearch, type Search } from './internal/search.ts'
import type { OrderRow, OrdersInput } from './order-schemas.ts'

// Each search has its own condition, so that each is planned over its own index.
function conditionOf(search: Search): { sql: string; values: string[] } {
  if (search.kind === 'none') return { sql: '', values: [] }
  if (search.kind === 'id') return { sql: 'AND (o.id = $5 OR o.user_id = $5)', values: [search.id] }
  return {
    sql: `AND (o.gateway_payment_id = $5 OR o.user_id IN (SELECT id FROM users WHERE email LIKE $6 ORDER BY email LIMIT 50))`,
    values: [search.exact, search.prefix],
  }
}

/** Orders of all users, newest first, by status, gateway, id, payment or e-mail. */
export async function listOrders(
  { deps }: UserCtx,
  input: OrdersInput,
): Promise<{ orders: OrderRow[]; more: boolean }> {
  const { before = lastUuid, limit, statuses, gateway = '' } = input
  const condition = conditionOf(readSearch(input.search))
  const text = `SELECT ${orderColumns} FROM orders o JOIN users u ON u.id = o.user_id
    WHERE o.id < $1 AND (cardinality($3::text[]) = 0 OR o.status = ANY ($3::text[]::order_status[]))
      AND ($4::text = '' OR o.gateway = $4) ${condition.sql}
    ORDER BY o.id DESC LIMIT $2`
  const values = [before, limit + 1, statuses, gateway, ...condition.values]
  const found = await deps.sql.query<FoundOrder>({ name: '', text }, values)
  const { rows, more } = pageOf(found, limit)
  return { orders: rows.map(toOrderRow), more }
}
