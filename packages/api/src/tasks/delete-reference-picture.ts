import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { removePicture, type StoredPicture } from './remove-picture.ts'
import { inputNeeded } from './internal/input-needed.ts'
import type { Done } from './schemas.ts'

const remove: Statement = {
  name: 'reference_picture_delete',
  text: `UPDATE reference_assets a SET deleted_at = public.clock_now()
         WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL
         RETURNING storage_key AS "storageKey", thumb_key AS "thumbKey",
           ${inputNeeded('upload', 'a.user_id', 'a.id')} AS needed`,
}

/**
 * Deletes a picture that the caller brought along; its addresses end at once. A task that works on it keeps its bytes
 * until it ends. Throws NOT_FOUND.
 */
export async function deleteReferencePicture(
  { deps, actor }: UserCtx,
  { pictureId }: { pictureId: string },
): Promise<Done> {
  const [picture] = await deps.sql.query<StoredPicture & { needed: boolean }>(remove, [
    pictureId,
    actor.userId,
  ])
  if (picture === undefined) throw new DomainError('NOT_FOUND')
  if (picture.needed) return { done: true }
  try {
    await removePicture(deps.storage, picture)
  } catch (error) {
    // The worker comes back to it.
    deps.log.warn({ err: error, pictureId }, 'picture bytes were not deleted')
  }
  return { done: true }
}
