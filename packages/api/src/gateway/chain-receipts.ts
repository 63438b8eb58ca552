import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'

const chain: Statement = {
  name: 'receipts_chain',
  text: `SELECT vault.chain_receipts($1) AS uses`,
}

/** Writes receipts for uses of keys that have ended or were resolved since the last round, each linked to the one before. */
export async function chainReceipts(
  ctx: WorkerCtx,
  input: { limit: number },
): Promise<{ processed: number; more: boolean }> {
  const [row] = await ctx.deps.sql.query<{ uses: bigint }>(chain, [input.limit])
  const processed = Number(row?.uses ?? 0n)
  return { processed, more: processed >= input.limit }
}
