import type { Sql, Statement } from '@aetherflow/db/sql'
import { type DriftKind, driftOf, nextReading, type Reading } from './drift.ts'

const last: Statement = {
  name: 'balance_reading_last',
  text: `SELECT read_at AS "readAt", balance_e4 AS "balanceE4", base_at AS "baseAt", spent_e4 AS "spentE4", sure_e4 AS "sureE4",
           most_e4 AS "mostE4", running_e4 AS "runningE4",
           EXISTS (SELECT FROM drift_findings f WHERE f.upstream_account_id = $1 AND f.acknowledged_by IS NOT NULL
             AND f.closed_at > r.base_at) AS acknowledged
         FROM balance_readings r WHERE upstream_account_id = $1 ORDER BY read_at DESC LIMIT 1`,
}
const counted: Statement = {
  name: 'balance_counted',
  text: `SELECT sure_e4 AS "sureE4", doubt_e4 AS "doubtE4", running_e4 AS "runningE4" FROM vault.counted_between($1, $2, $3)`,
}
const store: Statement = {
  name: 'balance_reading_store',
  text: `INSERT INTO balance_readings (upstream_account_id, read_at, balance_e4, base_at, spent_e4, sure_e4, most_e4, running_e4)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING read_at`,
}
const forgetOld: Statement = {
  name: 'balance_readings_old',
  text: `DELETE FROM balance_readings WHERE upstream_account_id = $1 AND read_at < $2::timestamptz - interval '30 days'`,
}
const found: Statement = {
  name: 'drift_found',
  text: `INSERT INTO drift_findings AS f (upstream_account_id, kind, amount_e4, since, until, opened_at)
         VALUES ($1, $2, $3, $4, $5, clock_now())
         ON CONFLICT (upstream_account_id, kind) WHERE closed_at IS NULL
         DO UPDATE SET amount_e4 = excluded.amount_e4, until = excluded.until
         RETURNING f.id, old.id IS NULL AS opened`,
}
const gone: Statement = {
  name: 'drift_gone',
  text: `UPDATE drift_findings SET closed_at = clock_now() WHERE upstream_account_id = $1 AND kind = $2 AND closed_at IS NULL`,
}

export type NewFinding = { id: string; kind: DriftKind; amountE4: bigint }

/**
 * Puts a balance beside our own count, in the caller's transaction, and keeps what the two disagree about. Answers what was
 * found for the first time. It changes nothing else: a finding is for people to judge.
 */
export async function recordReading(
  sql: Sql,
  accountId: string,
  balanceE4: bigint,
  readAt: Date,
): Promise<NewFinding[]> {
  const [before] = await sql.query<Reading & { acknowledged: boolean }>(last, [accountId])
  if (before !== undefined && before.readAt >= readAt) return []
  const previous = before ?? null
  const [count] = await sql.query<{ sureE4: bigint; doubtE4: bigint; runningE4: bigint }>(counted, [
    accountId,
    previous?.readAt ?? null,
    readAt,
  ])
  if (count === undefined) return []
  const reading = nextReading(
    previous,
    { readAt, balanceE4, ...count },
    before?.acknowledged ?? false,
  )
  const { baseAt, spentE4, sureE4, mostE4, runningE4 } = reading
  const row = [accountId, readAt, balanceE4, baseAt, spentE4, sureE4, mostE4, runningE4]
  await sql.query(store, row)
  await sql.query(forgetOld, [accountId, readAt])
  const drift = driftOf(reading, previous)
  const opened: NewFinding[] = []
  for (const kind of ['foreign', 'unbilled'] as const) {
    const amountE4 = drift[kind]
    if (amountE4 === 0n) {
      await sql.query(gone, [accountId, kind])
      continue
    }
    const since = previous?.readAt ?? readAt
    const values = [accountId, kind, amountE4, since, readAt]
    const [finding] = await sql.query<{ id: string; opened: boolean }>(found, values)
    if (finding?.opened === true) opened.push({ id: finding.id, kind, amountE4 })
  }
  return opened
}
