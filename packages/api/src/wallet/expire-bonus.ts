import { expireLots } from '@aetherflow/ledger/expire-lots'
import type { WorkerCtx } from '../context.ts'
import type { Batch } from './schemas.ts'

/** Takes back what is left of bonus credits past their date. */
export async function expireBonus(ctx: WorkerCtx, input: { limit: number }): Promise<Batch> {
  const { expired } = await expireLots(ctx.deps.sql, { limit: input.limit })
  // The limit chooses whose lots; all expired ones of a chosen owner go, so there may be more.
  return { processed: expired, more: expired >= input.limit }
}
