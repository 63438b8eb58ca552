import type { Statement } from '@aetherflow/db/sql'
import { adjust } from '@aetherflow/ledger/adjust'
import { buyOut } from '@aetherflow/ledger/buy-out'
import type { WorkerCtx } from '../context.ts'
import { toDomainError } from '../to-domain-error.ts'
import type { Executed } from './money-schemas.ts'

const due: Statement = {
  name: 'admin_adjustments_approved',
  text: `SELECT id, kind::text AS kind FROM adjustments WHERE state = 'approved' ORDER BY decided_at LIMIT $1`,
}
type Approved = { id: string; kind: 'adjust' | 'buy_out' }

/** Carries out approved adjustments and buy-outs; what cannot be is marked failed with a code by its door. */
export async function executeAdjustments(
  ctx: WorkerCtx,
  input: { limit: number },
): Promise<Executed> {
  const { sql } = ctx.deps
  const approved = await sql.query<Approved>(due, [input.limit])
  let processed = 0
  for (const { id, kind } of approved) {
    const ended = await executeOne(ctx, { id, kind })
    if (ended === 'stopped') return { processed, more: false }
    if (ended === 'done') processed += 1
  }
  return { processed, more: processed === input.limit }
}

// One that fails in a way nobody foresaw must not stop the others.
async function executeOne(
  { deps }: WorkerCtx,
  { id, kind }: Approved,
): Promise<'done' | 'skipped' | 'stopped'> {
  try {
    const execute = kind === 'adjust' ? adjust : buyOut
    const { outcome } = await execute(deps.sql, { adjustmentId: id })
    return outcome === 'already' ? 'skipped' : 'done'
  } catch (error) {
    const code = toDomainError(error)?.code
    if (code === 'SETTLEMENT_STOPPED') return 'stopped'
    if (code !== 'STATE_CHANGED')
      deps.log.error({ err: error, adjustmentId: id }, 'adjustment not executed')
    return 'skipped'
  }
}
