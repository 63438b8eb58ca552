import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import type { Done, ReportBalance } from './schemas.ts'
import { stopping } from './status-reasons.ts'

// The queue's own function: it keeps what calls under way have reserved.
const store: Statement = {
  name: 'balance_store',
  text: `SELECT queue.record_balance($1, $2, $3)`,
}
// An empty account is the account's trouble, so all its keys come back once it can pay the cheapest call;
// a refused key is only that key's.
const recover: Statement = {
  name: 'resources_recover',
  text: `UPDATE resources SET status = 'active', status_reason = NULL, status_at = clock_now(), updated_at = now()
         WHERE upstream_account_id = $1 AND status = 'error' AND deleted_at IS NULL
           AND (status_reason = 'OUT_OF_CREDITS' AND $3::bigint >= floor_balance_e4 + (
                  SELECT coalesce(min(p.cost_e4), 1) FROM models m JOIN model_prices p ON p.model_id = m.id
                  WHERE m.upstream_id = resources.upstream_id AND m.active)
             OR status_reason = 'KEY_REFUSED' AND id = $2)
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
    const recovered = await sql.query(recover, [accountId, resourceId, outcome.balanceE4])
    if (recovered.length > 0) wake.send('tasks')
  } else if (outcome.kind === 'refused' && stopping.some((code) => code === outcome.code)) {
    await sql.query(stop, [resourceId, outcome.code])
  }
  return { done: true }
}
