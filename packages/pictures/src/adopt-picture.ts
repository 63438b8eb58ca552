import { createHash } from 'node:crypto'
import { makeThumb } from './make-thumb.ts'
import { openPicture } from './open-picture.ts'
import type { AdoptedPicture } from './picture.ts'
import { rewrite } from './rewrite.ts'

/**
 * Makes a picture that somebody brought along our own: decoded and written anew, so that neither EXIF (where it was
 * taken, with what) nor anything hidden behind the picture is kept. Null for bytes that are no accepted picture.
 */
export async function adoptPicture(bytes: Uint8Array): Promise<AdoptedPicture | null> {
  const picture = await openPicture(bytes)
  if (picture === null) return null
  try {
    const written = await rewrite(picture)
    const own = await openPicture(written)
    if (own === null) return null
    const { format, width, height } = own
    const { thumb } = await makeThumb(own.decode())
    const sha256 = createHash('sha256').update(written).digest('hex')
    return { mimeType: `image/${format}`, width, height, bytes: written, sha256, thumb }
  } catch {
    return null
  }
}
