import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import type { ReportReseal } from './worker-schemas.ts'

// Compare and swap, a row at a time: a rotation, a deletion or another worker that came first wins.
const swap: Statement = {
  name: 'reseal_swap',
  text: `UPDATE credentials c SET sealed = x.sealed, vault_key_id = x."vaultKeyId", verification_tag = x.tag
         FROM jsonb_to_recordset($1::jsonb) AS x("credentialId" uuid, "before" text, sealed text, "vaultKeyId" text, tag text)
         WHERE c.id = x."credentialId" AND c.sealed = x."before" AND c.state IN ('active', 'retired')
         RETURNING c.id`,
}

/** Puts resealed keys in the place of what they were sealed from, where that still stands there. */
export async function reportReseal(
  ctx: WorkerCtx,
  input: ReportReseal,
): Promise<{ resealed: number }> {
  const swapped = await ctx.deps.sql.query(swap, [JSON.stringify(input.credentials)])
  return { resealed: swapped.length }
}
