import { checkLedger } from '@aetherflow/ledger/check-ledger'
import { createPool } from '@aetherflow/db/pool'
import { FixableError } from '../run/fixable-error.ts'

export type Settlement = {
  /** `on`: settle and pay out; `off`: stop doing so. */
  to: 'on' | 'off'
  reason: string
}

const LONGEST_REASON = 500

/**
 * Starts settlement again after a violation, which is refused while a full check of the ledger fails, or
 * stops it by hand. Answers whether that changed anything. The audit log keeps who had the reason.
 */
export async function switchSettlement(url: string, { to, reason }: Settlement): Promise<boolean> {
  const words = reason.trim()
  if (words === '' || words.length > LONGEST_REASON)
    throw new FixableError(
      'A reason is missing, or too long.',
      `npm run admin -- settlement ${to} "<reason of at most ${LONGEST_REASON} characters>"`,
    )
  const pool = createPool(url, { applicationName: 'aetherflow admin', max: 2 })
  try {
    if (to === 'on') await refuseWhileBroken(pool)
    const { rows } = await pool.query<{ before: string | null }>(write, [to === 'off', words])
    return rows.length > 0
  } finally {
    await pool.end()
  }
}

// One statement: the switch and its audit row, or neither.
const write = `
  WITH before AS (SELECT reason FROM system_switches WHERE name = 'settlement' AND "on"),
  switched AS (
    INSERT INTO system_switches AS s (name, "on", reason, set_at) VALUES ('settlement', $1, $2, clock_now())
    ON CONFLICT (name) DO UPDATE SET "on" = excluded."on", reason = excluded.reason, set_at = excluded.set_at
     WHERE s."on" <> excluded."on"
    RETURNING s."on"
  )
  INSERT INTO audit_events (actor_kind, action, subject_kind, subject_id, detail, request_id)
  SELECT 'system', CASE WHEN switched."on" THEN 'settlement.stopped' ELSE 'settlement.started' END, 'switch', 'settlement',
         jsonb_build_object('reason', $2::text, 'before', (SELECT reason FROM before)), 'npm run admin'
    FROM switched WHERE switched."on" OR EXISTS (SELECT FROM before)
  RETURNING detail ->> 'before' AS before`

async function refuseWhileBroken(pool: ReturnType<typeof createPool>): Promise<void> {
  const { broken } = await checkLedger(pool, 'full')
  if (broken.length === 0) return
  const found = broken.map(({ id, rule, offenders }) => `  ${id} ${rule}: ${offenders.join(', ')}`)
  throw new FixableError(
    `The ledger does not hold what it must, so settlement stays stopped.\n${found.join('\n')}`,
    'see what each names with npm run verify:ledger, mend it by a transfer and never by an edit, then run this again',
  )
}
