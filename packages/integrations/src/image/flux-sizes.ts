import type { ModelCapability } from './model-capability.ts'

/**
 * About one megapixel per ratio, never more than 1024 × 1024 pixels in all, because FLUX is sold by the megapixel begun. Sides are
 * multiples of 64, as the reference code of FLUX.1 has them.
 */
const sizes = {
  '21:9': { width: 1536, height: 640 },
  '16:9': { width: 1344, height: 768 },
  '3:2': { width: 1216, height: 832 },
  '4:3': { width: 1152, height: 896 },
  '5:4': { width: 1088, height: 896 },
  '1:1': { width: 1024, height: 1024 },
  '4:5': { width: 896, height: 1088 },
  '3:4': { width: 896, height: 1152 },
  '2:3': { width: 832, height: 1216 },
  '9:16': { width: 768, height: 1344 },
  '9:21': { width: 640, height: 1536 },
} as const

/** Ratios and their pixels, for a capability; only those whose longer side is at most `longest`. */
export function fluxShapes(longest: number): Pick<ModelCapability, 'aspectRatios' | 'sizes'> {
  const fitting = Object.entries(sizes).filter(
    ([, { width, height }]) => Math.max(width, height) <= longest,
  )
  return {
    aspectRatios: fitting.map(([ratio]) => ratio),
    sizes: Object.fromEntries(fitting),
  }
}
