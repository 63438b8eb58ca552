import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import type { Done, ReportBalance } from './schemas.ts'
import { recoverable } from './status-reasons.ts'

// What was reserved before the reading and not finished then may or may not be in it: it stays counted.
const store: Statement = {
  name: 'balance_store',
  text: `UPDATE upstream_accounts a SET balance_e4 = $2,
           spent_since_e4 = coalesce((SELECT sum(t.cost_e4) FROM attempts t WHERE t.upstream_account_id = a.id AND t.credits_held
             AND (t.slot_held OR t.finished_at >= $3) AND t.claimed_at > $3::timestamptz - interval '1 hour'), 0)
         WHERE a.id = $1`,
}
const recover: Statement = {
  name: 'resources_recover',
  text: `UPDATE resources SET status = 'active', status_reason = NULL, status_at = clock_now(), updated_at = now()
         WHERE upstream_account_id = $1 AND status = 'error' AND status_reason = ANY($2) AND deleted_at IS NULL
           AND (status_reason <> 'OUT_OF_CREDITS' OR $3::bigint > floor_balance_e4)
         RETURNING id`,
}
const stop: Statement = {
  name: 'resource_stop',
  text: `UPDATE resources SET status = 'error', status_reason = $2, status_at = clock_now(), updated_at = now()
         WHERE id = $1 AND status = 'active'`,
}

/** Records a balance reading; a key that had stopped by itself and answers again goes live again. */
export async function reportBalance(ctx: WorkerCtx, input: ReportBalance): Promise<Done> {
  const { sql, wake } = ctx.deps
  const { accountId, resourceId, startedAt, outcome } = input
  if (outcome.kind === 'balance') {
    await sql.query(store, [accountId, outcome.balanceE4, startedAt])
    const recovered = await sql.query(recover, [accountId, [...recoverable], outcome.balanceE4])
    if (recovered.length > 0) wake.send('tasks')
  } else if (outcome.kind === 'refused' && recoverable.some((code) => code === outcome.code)) {
    await sql.query(stop, [resourceId, outcome.code])
  }
  return { done: true }
}
