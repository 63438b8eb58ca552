import type { Statement } from '@aetherflow/db/sql'
import type { Deps } from '../deps.ts'
import { isUuid } from '../is-uuid.ts'

export type ImageFile = {
  id: string
  userId: string
  attemptId: string
  storageKey: string
  thumbKey: string
  mimeType: string
  seed: bigint | null
  prompt: string
  negativePrompt: string
  modelName: string
}

const read: Statement = {
  name: 'image_file',
  text: `SELECT i.id, i.user_id AS "userId", i.attempt_id AS "attemptId", i.storage_key AS "storageKey",
           i.thumb_key AS "thumbKey", i.mime_type AS "mimeType", coalesce(i.seed, t.seed) AS seed,
           r.prompt, r.negative_prompt AS "negativePrompt", m.name AS "modelName"
         FROM images i JOIN tasks t ON t.id = i.task_id JOIN runs r ON r.id = t.run_id
         JOIN models m ON m.id = t.model_id
         WHERE i.id = $1 AND i.state = 'delivered'`,
}

/**
 * Where a delivered image's bytes lie and what may be told of it. Asked only behind a signed address, which is the
 * authorization; null once the image is deleted.
 */
export async function findImageFile(deps: Deps, imageId: string): Promise<ImageFile | null> {
  if (!isUuid(imageId)) return null
  const [image] = await deps.sql.query<ImageFile>(read, [imageId])
  return image ?? null
}
