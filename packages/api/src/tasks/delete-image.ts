import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { removePicture, type StoredPicture } from './remove-picture.ts'
import { inputNeeded } from './internal/input-needed.ts'
import type { Done } from './schemas.ts'

const remove: Statement = {
  name: 'tasks_delete_image',
  text: `UPDATE images SET state = 'deleted', deleted_at = public.clock_now()
         WHERE id = $1 AND user_id = $2 AND state = 'delivered'
         RETURNING storage_key AS "storageKey", thumb_key AS "thumbKey",
           ${inputNeeded('result', 'images.user_id', 'images.id')} AS needed`,
}

/**
 * Deletes one of the caller's images with every conversion of it, for good; task and receipt stay. While a task works on
 * it, its bytes wait for the worker. Throws NOT_FOUND.
 */
export async function deleteImage(
  { deps, actor }: UserCtx,
  input: { imageId: string },
): Promise<Done> {
  const [image] = await deps.sql.query<StoredPicture & { needed: boolean }>(remove, [
    input.imageId,
    actor.userId,
  ])
  if (image === undefined) throw new DomainError('NOT_FOUND')
  if (image.needed) return { done: true }
  try {
    await removePicture(deps.storage, image)
  } catch (error) {
    // Nobody can reach the bytes any more; what storage keeps of them, a worker removes later.
    deps.log.warn({ err: error, imageId: input.imageId }, 'image bytes were not deleted')
  }
  return { done: true }
}
