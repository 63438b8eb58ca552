import type { Deps } from '../deps.ts'
import { isUuid } from '../is-uuid.ts'

export type ImageVariant = 'full' | 'thumb' | 'download'
export type ImageFile = { key: string; mimeType: string; downloadName: string }

const extensions: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
}

/** Where a delivered image's bytes lie. Asked only behind a signed address, which is the authorization. */
export async function findImageFile(
  deps: Deps,
  imageId: string,
  variant: ImageVariant,
): Promise<ImageFile | null> {
  if (!isUuid(imageId)) return null
  const image = await deps.prisma.image.findFirst({
    where: { id: imageId, state: 'delivered' },
    select: { id: true, storageKey: true, thumbKey: true, mimeType: true },
  })
  if (image === null) return null
  const mimeType = variant === 'thumb' ? 'image/webp' : image.mimeType
  return {
    key: variant === 'thumb' ? image.thumbKey : image.storageKey,
    mimeType,
    downloadName: `aetherflow-${image.id.slice(-12)}.${extensions[mimeType] ?? 'bin'}`,
  }
}
