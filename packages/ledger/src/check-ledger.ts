import type { withTransaction } from '@aetherflow/db/transaction'
import { patientSql } from './patient-sql.ts'
import { type InvariantVerdict, verifyLedger } from './verify-ledger.ts'

type Pool = Parameters<typeof withTransaction>[0]

export type LedgerCheck = {
  /** What does not hold. */
  broken: InvariantVerdict[]
  /** Whether settlement is stopped now, by this check or before. */
  stopped: boolean
  /** There is more that is new than one check takes. */
  more: boolean
}

/** Transfers that one recent check takes. */
const TRANSFERS_AT_ONCE = 20_000
const FULL_TIMEOUT_MS = 30 * 60_000
const RECENT_TIMEOUT_MS = 60_000

// New for the rules: transfers behind the last check's mark. New for the chain: links since then.
const rangeStatement = {
  name: 'check_range',
  text: `
    SELECT m.up_to_xid::text AS "from", coalesce(n.next, m.up_to_xid::text) AS "to", n.transfers,
           v.up_to_xid::text AS "chainFrom", c.up_to_xid::text AS "chainTo", clock_now() AS now
      FROM tailers m
      JOIN tailers v ON v.name = 'verify_chain'
      JOIN tailers c ON c.name = 'chain'
      CROSS JOIN LATERAL (
        SELECT (max(x.xid)::text::numeric + 1)::text AS next, count(*)::integer AS transfers FROM (
          SELECT t.xid FROM transfers t
           WHERE t.xid >= m.up_to_xid AND t.xid < pg_snapshot_xmin(pg_current_snapshot())
           ORDER BY t.xid LIMIT $1::integer) x
      ) n
     WHERE m.name = 'verify'`,
}
type Range = {
  from: string
  to: string
  transfers: number
  chainFrom: string
  chainTo: string
  now: Date
}
const recordStatement = {
  name: 'check_record',
  text: `SELECT ledger.record_check($1::text, $2::boolean, $3::jsonb, $4::timestamptz, $5::text::xid8, $6::text::xid8) AS stopped`,
}
const beginFullStatement = {
  name: 'check_begin_full',
  text: 'SELECT ledger.begin_full_check() AS due',
}

/**
 * Checks the invariants and remembers the verdicts: `recent` what the transfers since the last check
 * touched, cheap at any size; `full` everything. What is broken stops settlement, which only an operator
 * starts again; nothing is ever corrected here.
 */
export async function checkLedger(pool: Pool, scope: 'recent' | 'full'): Promise<LedgerCheck> {
  const sql = patientSql(pool, scope === 'full' ? FULL_TIMEOUT_MS : RECENT_TIMEOUT_MS)
  const [range] = await sql.query<Range>(rangeStatement, [TRANSFERS_AT_ONCE])
  if (range === undefined) throw new Error('the checker has no mark')
  const { from, to, chainFrom, chainTo } = range
  const recent = { from, to, chain: { from: chainFrom, to: chainTo } }
  const verdicts = await verifyLedger(sql, scope === 'full' ? undefined : recent)
  const broken = verdicts.filter(({ holds }) => !holds)
  const [recorded] = await sql.query<{ stopped: boolean }>(recordStatement, [
    scope,
    broken.length === 0,
    JSON.stringify(verdicts.map(({ id, holds, offenders }) => ({ id, holds, offenders }))),
    range.now,
    scope === 'full' ? null : to,
    scope === 'full' ? null : chainTo,
  ])
  const more = scope === 'recent' && range.transfers === TRANSFERS_AT_ONCE
  return { broken, stopped: recorded?.stopped ?? true, more }
}

/** Checks everything if that is due: once in 24 hours, by one process. Null when it is not. */
export async function checkLedgerDaily(pool: Pool): Promise<LedgerCheck | null> {
  const [row] = await patientSql(pool, RECENT_TIMEOUT_MS).query<{ due: boolean }>(
    beginFullStatement,
    [],
  )
  return row?.due === true ? checkLedger(pool, 'full') : null
}
