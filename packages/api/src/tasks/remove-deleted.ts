import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { removePicture, type StoredPicture } from './remove-picture.ts'
import { inputNeeded } from './internal/input-needed.ts'
import type { RemovedDeleted } from './worker-schemas.ts'

type Table = { find: Statement; forget: Statement }

const images: Table = {
  find: {
    name: 'images_deleted_find',
    text: `SELECT id, storage_key AS "storageKey", thumb_key AS "thumbKey" FROM images
           WHERE state = 'deleted' AND storage_key <> ''
             AND NOT ${inputNeeded('result', 'images.user_id', 'images.id')}
           ORDER BY deleted_at LIMIT $1`,
  },
  forget: {
    name: 'images_deleted_forget',
    text: `UPDATE images SET storage_key = '', thumb_key = '' WHERE id = ANY($1::uuid[]) AND state = 'deleted'`,
  },
}
const uploads: Table = {
  find: {
    name: 'uploads_deleted_find',
    text: `SELECT id, storage_key AS "storageKey", thumb_key AS "thumbKey" FROM reference_assets a
           WHERE deleted_at IS NOT NULL AND storage_key <> '' AND NOT ${inputNeeded('upload', 'a.user_id', 'a.id')}
           ORDER BY deleted_at LIMIT $1`,
  },
  forget: {
    name: 'uploads_deleted_forget',
    text: `UPDATE reference_assets SET storage_key = '', thumb_key = ''
           WHERE id = ANY($1::uuid[]) AND deleted_at IS NOT NULL`,
  },
}

/**
 * Removes the bytes of deleted pictures from storage and then forgets where they lay: a deletion may have been cut off
 * after its row, or a task still worked on the picture. Two workers at once do no harm: removing twice is no error.
 */
export async function removeDeleted(
  ctx: WorkerCtx,
  input: { limit: number },
): Promise<RemovedDeleted> {
  const gone = [await removeOf(ctx, images, input.limit), await removeOf(ctx, uploads, input.limit)]
  return {
    removed: gone.reduce((sum, count) => sum + count, 0),
    more: gone.includes(input.limit),
  }
}

async function removeOf(
  { deps }: WorkerCtx,
  { find, forget }: Table,
  limit: number,
): Promise<number> {
  const pictures = await deps.sql.query<StoredPicture & { id: string }>(find, [limit])
  const gone: string[] = []
  for (const picture of pictures) {
    try {
      await removePicture(deps.storage, picture)
      gone.push(picture.id)
    } catch (error) {
      deps.log.warn({ err: error, pictureId: picture.id }, 'picture bytes were not removed')
    }
  }
  if (gone.length > 0) await deps.sql.query(forget, [gone])
  return gone.length
}
