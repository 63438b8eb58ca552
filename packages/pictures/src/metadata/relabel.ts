import type { PictureFormat } from '../picture.ts'
import { relabelJpeg } from './relabel-jpeg.ts'
import { relabelPng } from './relabel-png.ts'
import { relabelWebp } from './relabel-webp.ts'

/**
 * Takes every piece of metadata out of a file and puts this XMP packet in, without touching a pixel. Bytes that follow
 * the picture go too. Null for a file whose parts do not fit together, or that holds an animation.
 */
export function relabel(
  bytes: Uint8Array,
  format: PictureFormat,
  size: { width: number; height: number },
  xmp: string,
): Uint8Array | null {
  switch (format) {
    case 'png':
      return relabelPng(bytes, xmp)
    case 'jpeg':
      return relabelJpeg(bytes, xmp)
    case 'webp':
      return relabelWebp(bytes, xmp, size)
  }
}
