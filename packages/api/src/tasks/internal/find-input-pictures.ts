import type { Sql, Statement } from '@aetherflow/db/sql'
import type { RunParams } from '../schemas.ts'

export type PictureRef = NonNullable<RunParams['image']>

/** A picture that a model may be given, as the table knows it. */
export type InputPictureRow = {
  kind: PictureRef['kind']
  id: string
  storageKey: string
  mimeType: string
  width: number
  height: number
  sizeBytes: number
}

const results: Statement = {
  name: 'input_results',
  text: `SELECT 'result' AS kind, id, storage_key AS "storageKey", mime_type AS "mimeType", width, height,
           size_bytes AS "sizeBytes"
         FROM images WHERE id = ANY($1::uuid[]) AND user_id = $2 AND state = 'delivered'`,
}
// Notes the use, at most once an hour, in the same step: a picture that is used does not expire.
const uploads: Statement = {
  name: 'input_uploads',
  text: `WITH used AS (
           UPDATE reference_assets SET last_used_at = public.clock_now()
           WHERE id = ANY($1::uuid[]) AND user_id = $2 AND deleted_at IS NULL
             AND last_used_at < public.clock_now() - interval '1 hour'
           RETURNING id)
         SELECT 'upload' AS kind, id, storage_key AS "storageKey", mime_type AS "mimeType", width, height,
           size_bytes AS "sizeBytes"
         FROM reference_assets WHERE id = ANY($1::uuid[]) AND user_id = $2 AND deleted_at IS NULL`,
}

export function pictureKey({ kind, id }: PictureRef): string {
  return `${kind}:${id}`
}

/**
 * The caller's pictures among these, by `pictureKey`; what is not theirs, deleted or expired is not in the answer. An
 * upload counts as used from now on.
 */
export async function findInputPictures(
  sql: Sql,
  userId: string,
  refs: readonly PictureRef[],
): Promise<Map<string, InputPictureRow>> {
  const idsOf = (kind: PictureRef['kind']) =>
    refs.filter((ref) => ref.kind === kind).map(({ id }) => id)
  const read = (statement: Statement, ids: string[]) =>
    ids.length === 0 ? [] : sql.query<InputPictureRow>(statement, [ids, userId])
  const rows = [
    ...(await read(results, idsOf('result'))),
    ...(await read(uploads, idsOf('upload'))),
  ]
  return new Map(rows.map((row) => [pictureKey(row), row]))
}
