import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import {
  referenceColumns,
  type ReferenceRow,
  toReferencePicture,
} from './internal/reference-rows.ts'
import type { ListReferencePictures, ReferencePictures } from './picture-schemas.ts'

const page: Statement = {
  name: 'reference_pictures_page',
  text: `SELECT ${referenceColumns} FROM reference_assets a
         WHERE a.user_id = $1 AND a.id < $2 AND a.deleted_at IS NULL ORDER BY a.id DESC LIMIT $3`,
}

/** The pictures that the caller brought along, newest first. */
export async function listReferencePictures(
  { deps, actor }: UserCtx,
  { before = lastUuid, limit }: ListReferencePictures,
): Promise<ReferencePictures> {
  const found = await deps.sql.query<ReferenceRow>(page, [actor.userId, before, limit + 1])
  const { rows, more } = pageOf(found, limit)
  return { pictures: rows.map((row) => toReferencePicture(deps, row)), more }
}
