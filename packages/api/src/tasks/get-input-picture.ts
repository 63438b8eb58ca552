import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { signForMinutes } from './image-addresses.ts'
import { findInputPictures, type PictureRef, pictureKey } from './internal/find-input-pictures.ts'
import type { InputPicture } from './picture-schemas.ts'

/**
 * What a picture that a draft names is: measures for the check against a model, addresses to show it. NOT_FOUND for what is
 * not the caller's, deleted or expired.
 */
export async function getInputPicture(
  { deps, actor }: UserCtx,
  input: PictureRef,
): Promise<InputPicture> {
  const found = await findInputPictures(deps.sql, actor.userId, [input])
  const row = found.get(pictureKey(input))
  if (row === undefined) throw new DomainError('NOT_FOUND')
  const { kind, id, width, height, mimeType, sizeBytes } = row
  const folder = kind === 'result' ? 'images' : 'uploads'
  const sign = (variant: string) => signForMinutes(deps, `/api/${folder}/${id}/${variant}`)
  return {
    kind,
    id,
    width,
    height,
    mimeType,
    sizeBytes,
    url: sign('full'),
    thumbUrl: sign('thumb'),
  }
}
