import type { Sql, Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { pageOf } from '../keyset.ts'
import { personOf } from '../person-of.ts'
import { readSearch } from './internal/search.ts'
import type { TransferView } from './money-schemas.ts'

const most = 100

// Business keys name their cause, so an id finds its transfers over the unique index: the id's own, and those of
// what belongs to it (a run's tasks, a task's attempts and disputes, an order's refunds and chargebacks).
const keysOf: Statement = {
  name: 'admin_transfer_keys',
  text: `WITH asked AS (SELECT $1::uuid AS id),
    tasked AS (SELECT id FROM asked UNION SELECT t.id FROM tasks t JOIN asked a ON t.run_id = a.id),
    caused AS (
      SELECT id::text AS cause FROM tasked
      UNION SELECT t.run_id::text FROM tasks t JOIN asked a ON t.id = a.id
      UNION SELECT p.id::text FROM attempts p JOIN tasked k ON p.task_id = k.id
      UNION SELECT d.id::text FROM disputes d JOIN tasked k ON d.task_id = k.id
      UNION SELECT v.chargeback_id || ':' || v.task_id FROM chargeback_reversals v JOIN tasked k ON v.task_id = k.id
      UNION SELECT v.chargeback_id || ':' || v.task_id FROM chargeback_reversals v JOIN asked a ON v.chargeback_id = a.id
      UNION SELECT r.id::text FROM order_refunds r JOIN asked a ON r.order_id = a.id
      UNION SELECT b.id::text FROM chargebacks b JOIN asked a ON b.order_id = a.id)
    SELECT k.kind || ':' || c.cause AS key FROM caused c CROSS JOIN (
      SELECT unnest(enum_range(NULL::transfer_kind))::text AS kind UNION SELECT 'loss' UNION SELECT 'expire:lot') k`,
}
const read: Statement = {
  name: 'admin_transfers',
  text: `SELECT t.id, t.kind::text AS kind, t.business_key AS "businessKey", encode(t.content_hash, 'hex') AS "contentHash",
           t.actor_kind::text AS "actorKind", u.id AS "actorId", u.email AS "actorEmail", c.number AS "chainNumber",
           t.created_at AS "createdAt"
         FROM transfers t LEFT JOIN users u ON u.id = t.actor_id LEFT JOIN ledger_chain c ON c.transfer_id = t.id
         WHERE t.id = ANY (ARRAY(SELECT x.id FROM transfers x WHERE x.business_key = ANY ($1::text[])
                                 UNION SELECT x.id FROM transfers x WHERE x.id = $2::uuid))
         ORDER BY t.created_at, t.id LIMIT $3`,
}
const recoveries: Statement = {
  name: 'admin_transfer_recoveries',
  text: `SELECT business_key AS key FROM transfers WHERE business_key = ANY (
           SELECT 'recover_debt:' || x.id FROM transfers x WHERE x.business_key = ANY ($1::text[]))`,
}
const entries: Statement = {
  name: 'admin_transfer_entries',
  text: `SELECT e.transfer_id AS "transferId", e.id, e.account_id AS "accountId", a.kind::text AS account, a.gateway,
           u.id AS "userId", u.email, e.amount, e.seq, e.balance_after AS "balanceAfter"
         FROM entries e JOIN accounts a ON a.id = e.account_id LEFT JOIN users u ON u.id = a.user_id
         WHERE e.transfer_id = ANY ($1::uuid[]) ORDER BY e.id`,
}
type Head = Omit<TransferView, 'actor' | 'entries'> & {
  actorId: string | null
  actorEmail: string | null
}
type EntryRow = Omit<TransferView['entries'][number], 'user'> & {
  transferId: string
  userId: string | null
  email: string | null
}

/**
 * Transfers by an id that caused them, by their own id or by business key, oldest first, each with its entries
 * and accounts; at most 100.
 */
export async function findTransfers(
  { deps }: UserCtx,
  input: { search: string },
): Promise<{ transfers: TransferView[]; more: boolean }> {
  const { sql } = deps
  const search = readSearch(input.search)
  if (search.kind === 'none') return { transfers: [], more: false }
  const id = search.kind === 'id' ? search.id : null
  const keys = search.kind === 'id' ? await causedKeys(sql, search.id) : [search.exact]
  const { rows, more } = pageOf(await sql.query<Head>(read, [keys, id, most + 1]), most)
  const lines = await sql.query<EntryRow>(entries, [rows.map((row) => row.id)])
  const transfers = rows.map(({ actorId, actorEmail, ...head }) => ({
    ...head,
    actor: personOf(actorId, actorEmail),
    entries: lines
      .filter(({ transferId }) => transferId === head.id)
      .map(({ transferId: _, userId, email, ...entry }) => ({
        ...entry,
        user: personOf(userId, email),
      })),
  }))
  return { transfers, more }
}

async function causedKeys(sql: Sql, id: string): Promise<string[]> {
  const own = (await sql.query<{ key: string }>(keysOf, [id])).map(({ key }) => key)
  // A recovery of debt is named after the transfer that brought the credits.
  const recovered = await sql.query<{ key: string }>(recoveries, [own])
  return [...own, ...recovered.map(({ key }) => key)]
}
