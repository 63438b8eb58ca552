import { createHash } from 'node:crypto'
import { makeThumb } from './make-thumb.ts'
import { aigcXmp } from './metadata/aigc-xmp.ts'
import { relabel } from './metadata/relabel.ts'
import { type OpenPicture, openPicture } from './open-picture.ts'
import type { PreparedPicture, Provenance } from './picture.ts'
import { rewrite } from './rewrite.ts'

/**
 * Makes out of an upstream's answer what is stored: the picture with its pixels as they came and nothing else of the
 * file, the AI label in its metadata, a thumbnail and a placeholder. Null for bytes that are no accepted picture.
 */
export async function preparePicture(
  bytes: Uint8Array,
  producer: string,
  provenance: Provenance,
): Promise<PreparedPicture | null> {
  const picture = await openPicture(bytes)
  if (picture === null) return null
  const xmp = aigcXmp(producer, provenance)
  try {
    // The size as it is shown: a picture lying on its side is turned and written anew.
    const upright = picture.orientation > 1 ? await turned(picture) : { bytes, picture }
    if (upright === null) return null
    const { format, width, height, decode } = upright.picture
    const small = await makeThumb(decode())
    const stored = relabel(upright.bytes, format, { width, height }, xmp)
    if (stored === null) return null
    const sha256 = createHash('sha256').update(stored).digest('hex')
    return { mimeType: `image/${format}`, width, height, bytes: stored, sha256, ...small }
  } catch {
    return null
  }
}

async function turned(
  picture: OpenPicture,
): Promise<{ bytes: Uint8Array; picture: OpenPicture } | null> {
  const bytes = await rewrite(picture)
  const reopened = await openPicture(bytes)
  return reopened === null ? null : { bytes, picture: reopened }
}
