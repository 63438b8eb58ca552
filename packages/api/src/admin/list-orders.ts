import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import { type FoundOrder, orderColumns, toOrderRow } from './internal/order-rows.ts'
import { readSearch, type Search } from './internal/search.ts'
import type { OrderRow, OrdersInput } from './order-schemas.ts'

// A condition for what was asked alone, so that each question is planned over its own index.
function conditionsOf(input: OrdersInput, search: Search, values: unknown[]): string[] {
  const conditions = ['o.id < $1']
  const take = (value: unknown) => `$${values.push(value)}`
  if (input.statuses.length > 0)
    conditions.push(`o.status = ANY (${take(input.statuses)}::order_status[])`)
  if (input.gateway !== undefined) conditions.push(`o.gateway = ${take(input.gateway)}`)
  if (search.kind === 'id') {
    const id = take(search.id)
    conditions.push(`(o.id = ${id} OR o.user_id = ${id})`)
  }
  if (search.kind === 'text')
    conditions.push(`o.id = ANY (ARRAY(
      SELECT p.id FROM orders p WHERE p.gateway = ANY ('{sandbox,alipay,stripe}') AND p.gateway_payment_id = ${take(search.exact)}
      UNION (SELECT p.id FROM (SELECT id FROM users WHERE email LIKE ${take(search.prefix)} ORDER BY email LIMIT 50) m
             JOIN orders p ON p.user_id = m.id LIMIT 5000)))`)
  return conditions
}

/** Orders of all users, newest first, by status, gateway, id, payment or e-mail. */
export async function listOrders(
  { deps }: UserCtx,
  input: OrdersInput,
): Promise<{ orders: OrderRow[]; more: boolean }> {
  const { before = lastUuid, limit } = input
  const values: unknown[] = [before, limit + 1]
  const conditions = conditionsOf(input, readSearch(input.search), values)
  const text = `SELECT ${orderColumns} FROM orders o JOIN users u ON u.id = o.user_id
    WHERE ${conditions.join(' AND ')} ORDER BY o.id DESC LIMIT $2`
  const found = await deps.sql.query<FoundOrder>({ name: '', text }, values)
  const { rows, more } = pageOf(found, limit)
  return { orders: rows.map(toOrderRow), more }
}
