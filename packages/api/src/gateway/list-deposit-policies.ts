import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import type { DepositPolicyRow } from './desk-schemas.ts'

const list: Statement = {
  name: 'deposit_policies',
  text: `SELECT u.id, u.name, u.deposit_open AS open, u.deposit_reason AS reason, u.warranty_version AS "warrantyVersion",
           (SELECT count(*) FROM resources r WHERE r.upstream_id = u.id AND r.deleted_at IS NULL AND r.kind = 'deposited_key')::integer AS resources,
           (SELECT max(e.created_at) FROM audit_events e WHERE e.subject_kind = 'upstream' AND e.subject_id = u.id
              AND e.action = 'gateway.set_deposit_policy') AS "changedAt"
         FROM upstreams u ORDER BY u.name LIMIT 100`,
}

/** For which upstreams keys may be deposited, why, and how many are. */
export async function listDepositPolicies(
  ctx: UserCtx,
): Promise<{ upstreams: DepositPolicyRow[] }> {
  return { upstreams: await ctx.deps.sql.query<DepositPolicyRow>(list, []) }
}
