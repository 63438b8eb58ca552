import type { PublishedModel } from '../image-upstream.ts'

/** A model with where it is called and the fields that are always the same there. */
export type StabilityModel = PublishedModel & {
  path: string
  fixed: Readonly<Record<string, string>>
}

export const published = {
  source: 'stability.ai/api-pricing-update-25, 2025-07-09',
  callClass: 'at-most-once',
} as const

export const seed = { min: 0, max: 4_294_967_294 } as const

export const stylePresets = [
  'enhance', 'anime', 'photographic', 'digital-art', 'comic-book', 'fantasy-art', 'line-art', 'analog-film', 'neon-punk',
  'isometric', 'low-poly', 'origami', 'modeling-compound', 'cinematic', '3d-model', 'pixel-art', 'tile-texture',
] // prettier-ignore
