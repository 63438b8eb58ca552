import type { Deps } from '../../deps.ts'
import { signForMinutes } from '../image-addresses.ts'
import type { ReferencePicture } from '../picture-schemas.ts'
import { keptDays } from '../reference-limits.ts'

export const referenceColumns = `a.id, a.width, a.height, a.mime_type AS "mimeType", a.size_bytes AS "sizeBytes",
  a.created_at AS "createdAt", a.last_used_at AS "lastUsedAt"`

export type ReferenceRow = Pick<
  ReferencePicture,
  'id' | 'width' | 'height' | 'mimeType' | 'sizeBytes' | 'createdAt'
> & { lastUsedAt: Date }

const dayMs = 86_400_000

/** What its owner sees of a picture that they brought along. */
export function toReferencePicture(
  deps: Pick<Deps, 'addressSecret' | 'clock'>,
  { lastUsedAt, ...row }: ReferenceRow,
): ReferencePicture {
  const sign = (variant: string) => signForMinutes(deps, `/api/uploads/${row.id}/${variant}`)
  return {
    ...row,
    url: sign('full'),
    thumbUrl: sign('thumb'),
    expiresAt: new Date(lastUsedAt.getTime() + keptDays * dayMs),
  }
}
