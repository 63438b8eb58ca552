import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import type { RemovedDeleted } from './worker-schemas.ts'

const find: Statement = {
  name: 'images_deleted_find',
  text: `SELECT id, storage_key AS "storageKey", thumb_key AS "thumbKey" FROM images
         WHERE state = 'deleted' AND storage_key <> '' ORDER BY deleted_at LIMIT $1`,
}
const forget: Statement = {
  name: 'images_deleted_forget',
  text: `UPDATE images SET storage_key = '', thumb_key = '' WHERE id = ANY($1::uuid[]) AND state = 'deleted'`,
}

type Deleted = { id: string; storageKey: string; thumbKey: string }

/**
 * Removes the bytes of deleted images from storage and then forgets where they lay: a deletion may have been
 * cut off after its row. Two workers at once do no harm, because removing twice is no error.
 */
export async function removeDeleted(
  { deps }: WorkerCtx,
  input: { limit: number },
): Promise<RemovedDeleted> {
  const images = await deps.sql.query<Deleted>(find, [input.limit])
  const gone: string[] = []
  for (const { id, storageKey, thumbKey } of images) {
    try {
      await Promise.all([deps.storage.delete(storageKey), deps.storage.delete(thumbKey)])
      gone.push(id)
    } catch (error) {
      deps.log.warn({ err: error, imageId: id }, 'image bytes were not removed')
    }
  }
  if (gone.length > 0) await deps.sql.query(forget, [gone])
  return { removed: gone.length, more: gone.length === input.limit }
}
