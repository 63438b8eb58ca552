import type { PublishedModel } from '../image-upstream.ts'
import { type ModelCapability, textToImage } from '../model-capability.ts'

type Sizes = ModelCapability['sizes']

const aspectRatios = ['21:9', '16:9', '3:2', '5:4', '1:1', '4:5', '2:3', '9:16', '9:21'] as const

const stylePresets = [
  'enhance', 'anime', 'photographic', 'digital-art', 'comic-book', 'fantasy-art', 'line-art', 'analog-film', 'neon-punk',
  'isometric', 'low-poly', 'origami', 'modeling-compound', 'cinematic', '3d-model', 'pixel-art', 'tile-texture',
] // prettier-ignore

/** About one megapixel per ratio: what a result is expected to measure, not a promise of the vendor. */
const oneMegapixel: Sizes = {
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

/** Core's square is reported as 1536 × 1536 (the document only says 1.5 MP): half as long again on each side. */
const coreSizes: Sizes = Object.fromEntries(
  Object.entries(oneMegapixel).map(([ratio, size]) => [
    ratio,
    { width: size.width * 1.5, height: size.height * 1.5 },
  ]),
)

function capability(sizes: Sizes): ModelCapability {
  return textToImage({
    aspectRatios: [...aspectRatios],
    negativePrompt: true,
    seed: { min: 0, max: 4_294_967_294 },
    stylePresets: [...stylePresets],
    outputFormats: ['png', 'jpeg', 'webp'],
    promptLanguages: ['en'],
    sizes,
  })
}

const published = {
  source: 'stability.ai/api-pricing-update-25, 2025-07-09',
  callClass: 'at-most-once',
} as const

/**
 * The models that the adapter can call. Costs: the vendor's own OpenAPI document and its price list of 2025-07-09
 * (stability.ai/api-pricing-update-25). The call deadlines are ours: 60 s for core, 120 s for the others.
 */
export const stabilityModels: readonly PublishedModel[] = [
  {
    id: 'stability:ultra',
    ...published,
    name: 'Stable Image Ultra',
    costE4: 80_000n,
    callTimeoutMs: 120_000,
    capability: capability(oneMegapixel),
  },
  {
    id: 'stability:core',
    ...published,
    name: 'Stable Image Core',
    costE4: 30_000n,
    callTimeoutMs: 60_000,
    capability: capability(coreSizes),
  },
  {
    id: 'stability:sd3.5-large',
    ...published,
    name: 'Stable Diffusion 3.5 Large',
    costE4: 65_000n,
    callTimeoutMs: 120_000,
    capability: capability(oneMegapixel),
  },
  {
    id: 'stability:sd3.5-large-turbo',
    ...published,
    name: 'Stable Diffusion 3.5 Large Turbo',
    costE4: 40_000n,
    callTimeoutMs: 120_000,
    capability: capability(oneMegapixel),
  },
  {
    id: 'stability:sd3.5-medium',
    ...published,
    name: 'Stable Diffusion 3.5 Medium',
    costE4: 35_000n,
    callTimeoutMs: 120_000,
    capability: capability(oneMegapixel),
  },
]

/** Where a model is called: ultra and core have routes of their own, the sd3 route takes a `model` field. */
export function stabilityRoute(modelId: string): { path: string; modelField: string | null } {
  const name = modelId.replace(/^stability:/, '')
  const ownRoute = name === 'ultra' || name === 'core'
  return {
    path: `/v2beta/stable-image/generate/${ownRoute ? name : 'sd3'}`,
    modelField: ownRoute ? null : name,
  }
}
