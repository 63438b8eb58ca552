import { chainHead } from '@aetherflow/ledger/chain-head'
import type { WorkerCtx } from '../context.ts'
import type { LedgerHead } from './ledger-schemas.ts'

/** The newest link of the ledger's hash chain; null while nothing is chained. */
export async function getLedgerHead(ctx: WorkerCtx): Promise<LedgerHead> {
  return chainHead(ctx.deps.sql)
}
