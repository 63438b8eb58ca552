import type { Sql, Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastId } from '../keyset.ts'
import { monthBounds } from './internal/month-bounds.ts'
import { seekLine } from './internal/seek-line.ts'
import type { ProviderMonth } from './statement-schemas.ts'

// Of lines that were stamped a little out of step, the first of the month in the order of writing begins it:
// so what was pending before, plus every movement, is what is pending after.
const firstOfMonth: Statement = {
  name: 'provider_month_first_line',
  text: `SELECT id FROM statement_lines WHERE user_id = $1 AND id >= $2 AND created_at >= $3 ORDER BY id LIMIT 1`,
}
const pendingBelow: Statement = {
  name: 'provider_month_pending',
  text: `SELECT pending_after AS pending FROM statement_lines WHERE user_id = $1 AND id < $2 ORDER BY id DESC LIMIT 1`,
}
const movementsBetween: Statement = {
  name: 'provider_month_movements',
  text: `SELECT type::text AS type, count(*)::int AS lines, sum(amount)::bigint AS amount, sum(pending_delta)::bigint AS pending
         FROM statement_lines
         WHERE user_id = $1 AND id >= $2 AND id < $3
           AND (pending_delta <> 0 OR type IN ('compensation', 'buy_out', 'reversal'))
         GROUP BY type ORDER BY type`,
}
const earningsBetween: Statement = {
  name: 'provider_month_earnings',
  text: `SELECT s.resource_id AS "resourceId", r.name AS "resourceName", t.model_id AS "modelId", count(*)::int AS images,
           sum(s.price)::bigint AS price, sum(s.fee)::bigint AS fee, sum(s.provider_share)::bigint AS share,
           sum(s.reversed)::bigint AS reversed, sum(s.fee_reversed)::bigint AS "feeReversed"
         FROM settlements s JOIN tasks t ON t.id = s.task_id JOIN resources r ON r.id = s.resource_id
         WHERE s.provider_id = $1 AND s.created_at >= $2 AND s.created_at < $3 AND s.transfer_id IS NOT NULL
         GROUP BY s.resource_id, r.name, t.model_id ORDER BY share DESC, s.resource_id, t.model_id LIMIT 500`,
}
const firstEarning: Statement = {
  name: 'provider_month_first_earning',
  text: `SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month FROM statement_lines
         WHERE user_id = $1 AND type = 'earn' ORDER BY id LIMIT 1`,
}

/**
 * The caller's UTC month as a provider: pending at its start, what moved it by kind, pending at its end, and
 * the images that paid, by resource and model. Amounts in hundredths.
 */
export async function getProviderMonth(
  { deps: { sql }, actor: { userId } }: UserCtx,
  { month }: { month: string },
): Promise<ProviderMonth> {
  const { from, until } = monthBounds(month)
  const [low, high] = [await boundary(sql, userId, from), await boundary(sql, userId, until)]
  const [before, after, movements, earnings, first] = await Promise.all([
    pendingAt(sql, userId, low),
    pendingAt(sql, userId, high),
    sql.query<ProviderMonth['movements'][number]>(movementsBetween, [userId, low, high]),
    sql.query<ProviderMonth['earnings'][number]>(earningsBetween, [userId, from, until]),
    sql.query<{ month: string }>(firstEarning, [userId]),
  ])
  return {
    month,
    firstMonth: first[0]?.month ?? null,
    pendingBefore: before,
    pendingAfter: after,
    movements,
    earnings,
  }
}

async function boundary(sql: Sql, userId: string, at: Date): Promise<bigint> {
  const low = (await seekLine(sql, userId, at, 'from')) ?? 0n
  const [line] = await sql.query<{ id: bigint }>(firstOfMonth, [userId, low, at])
  return line?.id ?? lastId
}

async function pendingAt(sql: Sql, userId: string, below: bigint): Promise<bigint> {
  const [line] = await sql.query<{ pending: bigint }>(pendingBelow, [userId, below])
  return line?.pending ?? 0n
}
