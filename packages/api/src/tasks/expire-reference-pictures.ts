import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { keptDays } from './reference-limits.ts'
import type { ExpiredPictures } from './worker-schemas.ts'

const expire: Statement = {
  name: 'reference_pictures_expire',
  text: `UPDATE reference_assets SET deleted_at = public.clock_now() WHERE id IN (
           SELECT id FROM reference_assets
           WHERE deleted_at IS NULL AND last_used_at < public.clock_now() - make_interval(days => $1)
           ORDER BY last_used_at LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING id`,
}

/** Deletes pictures that nobody used for 30 days; their bytes go with the next removal. */
export async function expireReferencePictures(
  { deps }: WorkerCtx,
  { limit }: { limit: number },
): Promise<ExpiredPictures> {
  const rows = await deps.sql.query<{ id: string }>(expire, [keptDays, limit])
  return { expired: rows.length, more: rows.length === limit }
}
