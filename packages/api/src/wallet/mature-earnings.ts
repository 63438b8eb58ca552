import { mature } from '@aetherflow/ledger/mature'
import type { WorkerCtx } from '../context.ts'
import type { Batch } from './schemas.ts'

/** Moves earnings whose dispute window has passed from pending to earned. */
export async function matureEarnings(ctx: WorkerCtx, input: { limit: number }): Promise<Batch> {
  const { matured } = await mature(ctx.deps.sql, { limit: input.limit })
  return { processed: matured, more: matured === input.limit }
}
