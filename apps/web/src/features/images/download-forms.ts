import type { DownloadImage } from '@aetherflow/api/tasks/picture-schemas'
import type { ImageView } from '@aetherflow/api/tasks/schemas'

export type DownloadForm = Required<Omit<DownloadImage, 'imageId'>>

/** As one click gives it. */
export const plainDownload: DownloadForm = {
  format: 'original',
  longest: 'full',
  mark: true,
  facts: false,
}

type Sized = Pick<ImageView, 'width' | 'height'>
const bounds = ['2048', '1024', '512'] as const

/** The sizes that make a picture smaller, with their pixels, largest first; its own size stands first. */
export function sizesOf(image: Sized): ({ longest: DownloadForm['longest'] } & Sized)[] {
  const longer = Math.max(image.width, image.height)
  const smaller = bounds.filter((bound) => Number(bound) < longer)
  const side = (length: number, bound: string) =>
    Math.max(1, Math.round((length * Number(bound)) / longer))
  return [
    { longest: 'full', width: image.width, height: image.height },
    ...smaller.map((bound) => ({
      longest: bound,
      width: side(image.width, bound),
      height: side(image.height, bound),
    })),
  ]
}

/** The formats worth choosing: its own is there as "as it was made". */
export function formatsOf({ mimeType }: Pick<ImageView, 'mimeType'>): DownloadForm['format'][] {
  const others = (['png', 'jpeg', 'webp', 'avif'] as const).filter(
    (format) => `image/${format}` !== mimeType,
  )
  return ['original', ...others]
}
