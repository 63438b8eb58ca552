import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import type { DriftNotice } from './receipt-schemas.ts'

// One line an account: two keys of one account have the same finding.
const list: Statement = {
  name: 'drift_notices',
  text: `SELECT DISTINCT ON (f.id) f.id, f.kind, f.amount_e4 AS "amountE4", f.since, r.id AS "resourceId", r.name AS "resourceName"
         FROM resources r JOIN drift_findings f ON f.upstream_account_id = r.upstream_account_id AND f.closed_at IS NULL
         WHERE r.owner_id = $1 AND r.deleted_at IS NULL ORDER BY f.id, r.id LIMIT 50`,
}

/** What the caller's keys and our own count disagree about, and nobody has looked at yet. */
export async function listDriftNotices(ctx: UserCtx): Promise<{ notices: DriftNotice[] }> {
  return { notices: await ctx.deps.sql.query<DriftNotice>(list, [ctx.actor.userId]) }
}
