import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { findOwnResource } from './internal/find-own-resource.ts'
import type { DriftView } from './receipt-schemas.ts'

const findings: Statement = {
  name: 'drift_findings_list',
  text: `SELECT id, kind, amount_e4 AS "amountE4", since, until, opened_at AS "openedAt", closed_at AS "closedAt",
           acknowledged_by IS NOT NULL AS acknowledged
         FROM drift_findings WHERE upstream_account_id = $1 ORDER BY opened_at DESC LIMIT 20`,
}
const readings: Statement = {
  name: 'balance_readings_list',
  text: `SELECT read_at AS "readAt", balance_e4 AS "balanceE4", base_at AS "baseAt", spent_e4 AS "spentE4",
           greatest(sure_e4, 0) AS "sureE4", most_e4 AS "mostE4"
         FROM balance_readings WHERE upstream_account_id = $1 ORDER BY read_at DESC LIMIT 24`,
}

/**
 * What the vendor's balance and our own count disagree about, with the readings it is judged by. A vendor that tells no
 * balance cannot be compared. Throws NOT_FOUND.
 */
export async function getDrift(ctx: UserCtx, input: { resourceId: string }): Promise<DriftView> {
  const { upstreamAccountId: account, upstreamAccount } = await findOwnResource(
    ctx,
    input.resourceId,
  )
  if (account === null || upstreamAccount?.balanceDeclared !== false)
    return { comparable: false, findings: [], readings: [] }
  const { sql } = ctx.deps
  return {
    comparable: true,
    findings: await sql.query<DriftView['findings'][number]>(findings, [account]),
    readings: await sql.query<DriftView['readings'][number]>(readings, [account]),
  }
}
