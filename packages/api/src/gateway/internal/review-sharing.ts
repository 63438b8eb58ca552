import type { Sql, Statement } from '@aetherflow/db/sql'
import { audit } from '../../audit.ts'
import type { WorkerCtx } from '../../context.ts'
import { statusReason } from '../status-reasons.ts'

// An admin may have looked at these owners already; another one is another question.
const open: Statement = {
  name: 'account_review_open',
  text: `INSERT INTO account_reviews AS v (upstream_account_id, owner_ids, opened_at)
         SELECT $1, o.ids, clock_now() FROM (
           SELECT array_agg(DISTINCT owner_id) AS ids FROM resources WHERE upstream_account_id = $1 AND deleted_at IS NULL) o
         WHERE cardinality(o.ids) > 1 AND NOT EXISTS (
           SELECT FROM account_reviews c WHERE c.upstream_account_id = $1 AND c.state = 'cleared' AND c.owner_ids @> o.ids)
         ON CONFLICT (upstream_account_id) WHERE state = 'open' DO NOTHING
         RETURNING v.id`,
}
const pause: Statement = {
  name: 'resources_pause_shared',
  text: `UPDATE resources SET status = 'paused', status_reason = '${statusReason.sharedAccount}', status_at = clock_now(), updated_at = now()
         WHERE upstream_account_id = $1 AND deleted_at IS NULL AND status <> 'disabled'
           AND EXISTS (SELECT FROM account_reviews WHERE upstream_account_id = $1 AND state = 'open')
         RETURNING id`,
}

/** One vendor account offered by two owners: somebody shares a key that is not theirs alone, so an admin looks at both. */
export async function reviewSharing(ctx: WorkerCtx, sql: Sql, accountId: string): Promise<void> {
  await sql.query(open, [accountId])
  const shared = await sql.query<{ id: string }>(pause, [accountId])
  for (const { id } of shared) {
    await audit(sql, ctx, {
      action: 'gateway.pause_shared_account',
      subjectKind: 'resource',
      subjectId: id,
    })
  }
}
