/** The nine proportions that Stability's generate endpoints accept. */
export const ASPECT_RATIOS = [
  '21:9',
  '16:9',
  '3:2',
  '5:4',
  '1:1',
  '4:5',
  '2:3',
  '9:16',
  '9:21',
] as const
export type AspectRatio = (typeof ASPECT_RATIOS)[number]
export type Size = { readonly width: number; readonly height: number }

/** About one megapixel, sides multiples of 64 (ultra, sd3). */
const ONE_MEGAPIXEL: Record<AspectRatio, Size> = {
  '21:9': { width: 1536, height: 640 },
  '16:9': { width: 1344, height: 768 },
  '3:2': { width: 1216, height: 832 },
  '5:4': { width: 1152, height: 896 },
  '1:1': { width: 1024, height: 1024 },
  '4:5': { width: 896, height: 1152 },
  '2:3': { width: 832, height: 1216 },
  '9:16': { width: 768, height: 1344 },
  '9:21': { width: 640, height: 1536 },
}

/** Pixels that a model answers for a proportion; core gives one and a half times each side (1536 × 1536 seen live). */
export function sizeOf(model: string, aspectRatio: AspectRatio): Size {
  const { width, height } = ONE_MEGAPIXEL[aspectRatio]
  return model === 'core' ? { width: width * 1.5, height: height * 1.5 } : { width, height }
}
