import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { Done } from './schemas.ts'

const remove: Statement = {
  name: 'tasks_delete_image',
  text: `UPDATE images SET state = 'deleted', deleted_at = public.clock_now()
         WHERE id = $1 AND user_id = $2 AND state = 'delivered'
         RETURNING storage_key AS "storageKey", thumb_key AS "thumbKey"`,
}

/** Deletes one of the caller's images for good; task and receipt stay. Throws NOT_FOUND. */
export async function deleteImage(
  { deps, actor }: UserCtx,
  input: { imageId: string },
): Promise<Done> {
  const [image] = await deps.sql.query<{ storageKey: string; thumbKey: string }>(remove, [
    input.imageId,
    actor.userId,
  ])
  if (image === undefined) throw new DomainError('NOT_FOUND')
  // Nobody can reach the bytes any more; what storage keeps of them, a worker removes later.
  const gone = await Promise.allSettled([
    deps.storage.delete(image.storageKey),
    deps.storage.delete(image.thumbKey),
  ])
  for (const result of gone) {
    if (result.status === 'rejected') {
      deps.log.warn({ err: result.reason, imageId: input.imageId }, 'image bytes were not deleted')
    }
  }
  return { done: true }
}
