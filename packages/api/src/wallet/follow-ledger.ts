import { chain } from '@aetherflow/ledger/chain'
import { countUsage } from '@aetherflow/ledger/count-usage'
import { rollUp } from '@aetherflow/ledger/roll-up'
import type { WorkerCtx } from '../context.ts'
import type { Batch } from './schemas.ts'

/** Brings what is derived from the ledger up to it: the hash chain, the platform's balances, usage days. */
export async function followLedger(ctx: WorkerCtx, input: { limit: number }): Promise<Batch> {
  const { sql } = ctx.deps
  const batch = { limit: input.limit }
  const { linked } = await chain(sql, batch)
  const { read: rolled } = await rollUp(sql, batch)
  const { read: counted } = await countUsage(sql, batch)
  const processed = Math.max(linked, rolled, counted)
  return { processed, more: processed >= input.limit }
}
