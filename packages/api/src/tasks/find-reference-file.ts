import type { Statement } from '@aetherflow/db/sql'
import type { Deps } from '../deps.ts'
import { isUuid } from '../is-uuid.ts'

export type ReferenceFile = {
  userId: string
  storageKey: string
  thumbKey: string
  mimeType: string
}

const read: Statement = {
  name: 'reference_file',
  text: `SELECT user_id AS "userId", storage_key AS "storageKey", thumb_key AS "thumbKey", mime_type AS "mimeType"
         FROM reference_assets WHERE id = $1 AND deleted_at IS NULL`,
}

/** Where a picture lies that somebody brought along. Asked only behind a signed address, which is the authorization. */
export async function findReferenceFile(
  deps: Deps,
  pictureId: string,
): Promise<ReferenceFile | null> {
  if (!isUuid(pictureId)) return null
  const [file] = await deps.sql.query<ReferenceFile>(read, [pictureId])
  return file ?? null
}
