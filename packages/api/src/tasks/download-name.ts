import type { ConversionRequest } from './conversion-name.ts'

const endings: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/avif': 'avif',
}

/** The type of a conversion; an original keeps its own. */
export function convertedType(mimeType: string, format: ConversionRequest['format']): string {
  return format === 'original' ? mimeType : `image/${format}`
}

/** A name for a file on somebody's disk: nothing of the prompt is in it. */
export function downloadName(
  imageId: string,
  mimeType: string,
  format: ConversionRequest['format'],
): string {
  return `aetherflow-${imageId.slice(-12)}.${endings[convertedType(mimeType, format)] ?? 'bin'}`
}
