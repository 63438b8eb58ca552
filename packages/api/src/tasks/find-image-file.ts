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
}

const read: Statement = {
  name: 'image_file',
  text: `SELECT id, user_id AS "userId", attempt_id AS "attemptId", storage_key AS "storageKey",
           thumb_key AS "thumbKey", mime_type AS "mimeType"
         FROM images WHERE id = $1 AND state = 'delivered'`,
}

/**
 * Where a delivered image's bytes lie. Asked only behind a signed address, which is the authorization; null once the image
 * is deleted.
 */
export async function findImageFile(deps: Deps, imageId: string): Promise<ImageFile | null> {
  if (!isUuid(imageId)) return null
  const [image] = await deps.sql.query<ImageFile>(read, [imageId])
  return image ?? null
}

export type ImageFacts = {
  prompt: string
  negativePrompt: string
  model: string
  seed: string | null
  /** Made out of another picture. */
  isComposite: boolean
}

const readFacts: Statement = {
  name: 'image_facts',
  text: `SELECT r.prompt, r.negative_prompt AS "negativePrompt", m.name AS model, coalesce(i.seed, t.seed)::text AS seed,
           r.params ? 'image' AS "isComposite"
         FROM images i JOIN tasks t ON t.id = i.task_id JOIN runs r ON r.id = t.run_id
         JOIN models m ON m.id = t.model_id
         WHERE i.id = $1 AND i.state = 'delivered'`,
}

/** How an image was asked for; prompt and seed only for a file whose owner wants them told there. */
export async function findImageFacts(deps: Deps, imageId: string): Promise<ImageFacts | null> {
  const [facts] = await deps.sql.query<ImageFacts>(readFacts, [imageId])
  return facts ?? null
}
