import type { PublishedModel } from '../image-upstream.ts'
import { type ModelCapability, textToImage } from '../model-capability.ts'
import { anyPicture, guidance, picture, strength } from './stability-fields.ts'
import type { StabilityModel } from './stability-model.ts'
import { published, seed, stylePresets } from './stability-model.ts'

type Sizes = ModelCapability['sizes']

const aspectRatios = ['21:9', '16:9', '3:2', '5:4', '1:1', '4:5', '2:3', '9:16', '9:21'] as const

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

function fromWords(sizes: Sizes, options: ModelCapability['options'] = []): ModelCapability {
  return textToImage({
    aspectRatios: [...aspectRatios],
    negativePrompt: true,
    seed,
    stylePresets: [...stylePresets],
    outputFormats: ['png', 'jpeg', 'webp'],
    promptLanguages: ['en'],
    sizes,
    options,
  })
}

function fromPicture(options: ModelCapability['options'] = []): ModelCapability {
  return {
    ...fromWords({}, [strength, ...options]),
    operation: 'image-to-image',
    aspectRatios: [],
    inputs: [picture(anyPicture)],
  }
}

type Figures = Pick<PublishedModel, 'name' | 'costE4'> & { callTimeoutMs?: number }

function model(
  id: string,
  figures: Figures,
  capability: ModelCapability,
  { path, fixed = {} }: { path: string; fixed?: Record<string, string> },
): StabilityModel {
  const modelId = `stability:${id}`
  return { id: modelId, ...published, callTimeoutMs: 120_000, ...figures, capability, path, fixed }
}

/** Large and medium 4, turbo 1 (v2beta document). */
const sd3Kinds = [
  { name: 'sd3.5-large', title: 'Stable Diffusion 3.5 Large', costE4: 65_000n, cfg: 4 },
  { name: 'sd3.5-large-turbo', title: 'Stable Diffusion 3.5 Large Turbo', costE4: 40_000n, cfg: 1 },
  { name: 'sd3.5-medium', title: 'Stable Diffusion 3.5 Medium', costE4: 35_000n, cfg: 4 },
] as const

const generate = (route: 'ultra' | 'core' | 'sd3') => `/v2beta/stable-image/generate/${route}`

/** Models that draw from words, as they stand in the v2beta document; deadlines are ours: 60 s for core, 120 s for the others. */
export const wordModels: readonly StabilityModel[] = [
  model('ultra', { name: 'Stable Image Ultra', costE4: 80_000n }, fromWords(oneMegapixel), {
    path: generate('ultra'),
  }),
  model(
    'core',
    { name: 'Stable Image Core', costE4: 30_000n, callTimeoutMs: 60_000 },
    fromWords(coreSizes),
    { path: generate('core') },
  ),
  ...sd3Kinds.map(({ name, title, costE4, cfg }) =>
    model(name, { name: title, costE4 }, fromWords(oneMegapixel, [guidance(cfg)]), {
      path: generate('sd3'),
      fixed: { model: name },
    }),
  ),
]

/** The same models that begin from a picture; the shape of the result follows from it. */
export const pictureModels: readonly StabilityModel[] = [
  model(
    'ultra-image',
    { name: 'Stable Image Ultra, from a picture', costE4: 80_000n },
    fromPicture(),
    { path: generate('ultra') },
  ),
  ...sd3Kinds.map(({ name, title, costE4, cfg }) =>
    model(
      `${name}-image`,
      { name: `${title}, from a picture`, costE4 },
      fromPicture([guidance(cfg)]),
      { path: generate('sd3'), fixed: { model: name, mode: 'image-to-image' } },
    ),
  ),
]
