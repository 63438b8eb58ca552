import type { PublishedModel } from '../image-upstream.ts'
import type { ModelCapability, OutputSpec } from '../model-capability.ts'
import { anyPicture, edited, fraction, mask, picture, pixels, words } from './stability-fields.ts'
import type { StabilityModel } from './stability-model.ts'
import { published, seed, stylePresets } from './stability-model.ts'

/** As large as the picture that was given. */
const sameSize: OutputSpec = { scale: 1, widen: [], heighten: [] }

type Differing = Partial<ModelCapability> & Pick<ModelCapability, 'operation' | 'inputs'>
type Figures = Pick<PublishedModel, 'name' | 'costE4'> &
  Partial<Pick<PublishedModel, 'callClass' | 'callTimeoutMs'>>

function model(id: string, route: string, figures: Figures, differing: Differing): StabilityModel {
  const capability: ModelCapability = {
    prompt: 'required',
    aspectRatios: [],
    maxPromptChars: 10_000,
    negativePrompt: false,
    seed,
    stylePresets: [],
    outputFormats: ['png', 'jpeg', 'webp'],
    promptLanguages: ['en'],
    sizes: {},
    options: [],
    needsOneOf: [],
    ...differing,
  }
  const path = `/v2beta/stable-image/${route}`
  const modelId = `stability:${id}`
  return {
    id: modelId,
    ...published,
    callTimeoutMs: 120_000,
    ...figures,
    capability,
    path,
    fixed: {},
  }
}

/** No words, no seed: the picture is all there is to say. */
const pictureAlone: Partial<ModelCapability> = {
  prompt: 'none',
  maxPromptChars: 0,
  promptLanguages: [],
  seed: null,
}

/** Bounds of the fast and the creative upscaler: the vendor's reference page; the v2beta document names none. */
const upscalers: readonly StabilityModel[] = [
  model(
    'upscale-fast',
    'upscale/fast',
    { name: 'Upscale, fast', costE4: 20_000n, callTimeoutMs: 60_000 },
    {
      operation: 'upscale',
      inputs: [
        picture({
          minSide: 32,
          maxSide: 1536,
          minPixels: 1024,
          maxPixels: 1_048_576,
          maxRatio: 48,
        }),
      ],
      ...pictureAlone,
      output: { ...sameSize, scale: 4 },
      // Sixteen times the pixels: a PNG of them is larger than any answer that is read, and was paid for.
      outputFormats: ['jpeg', 'webp'],
    },
  ),
  model(
    'upscale-conservative',
    'upscale/conservative',
    { name: 'Upscale, conservative', costE4: 400_000n },
    {
      operation: 'upscale',
      inputs: [picture({ ...edited, maxRatio: 2.5 })],
      negativePrompt: true,
      options: [fraction('creativity', { min: 0.2, max: 0.5, default: 0.35 })],
    },
  ),
  model(
    'upscale-creative',
    'upscale/creative',
    { name: 'Upscale, creative', costE4: 600_000n, callClass: 'job-id', callTimeoutMs: 300_000 },
    {
      operation: 'upscale',
      inputs: [picture({ ...anyPicture, maxPixels: 1_048_576 })],
      negativePrompt: true,
      options: [fraction('creativity', { min: 0.1, max: 0.5, default: 0.3 })],
    },
  ),
]

const masked: readonly StabilityModel[] = [
  model(
    'inpaint',
    'edit/inpaint',
    { name: 'Repaint a part', costE4: 50_000n },
    {
      operation: 'inpaint',
      inputs: [picture(edited, true), mask],
      output: sameSize,
      negativePrompt: true,
      stylePresets: [...stylePresets],
      options: [pixels('grow_mask', 100, 5)],
    },
  ),
  model(
    'erase',
    'edit/erase',
    { name: 'Erase a part', costE4: 50_000n },
    {
      operation: 'inpaint',
      inputs: [picture(edited, true), mask],
      output: sameSize,
      ...pictureAlone,
      seed,
      options: [pixels('grow_mask', 20, 5)],
    },
  ),
]

const sides = ['left', 'right', 'up', 'down'] as const

/** Models that change a picture that is given; fields, bounds and credits of the v2beta document and the price list. */
export const editModels: readonly StabilityModel[] = [
  ...upscalers,
  model(
    'remove-background',
    'edit/remove-background',
    { name: 'Remove the background', costE4: 50_000n },
    {
      operation: 'remove-background',
      inputs: [picture({ ...anyPicture, maxPixels: 4_194_304 })],
      output: sameSize,
      ...pictureAlone,
      outputFormats: ['png', 'webp'],
    },
  ),
  ...masked,
  model(
    'outpaint',
    'edit/outpaint',
    { name: 'Extend the picture', costE4: 40_000n },
    {
      operation: 'outpaint',
      prompt: 'optional',
      inputs: [picture({ ...edited, maxRatio: 2.5 })],
      stylePresets: [...stylePresets],
      options: [
        ...sides.map((side) => pixels(side, 2000, 0)),
        fraction('creativity', { min: 0, max: 1, default: 0.5 }),
      ],
      needsOneOf: [...sides],
      output: { scale: 1, widen: ['left', 'right'], heighten: ['up', 'down'] },
    },
  ),
  model(
    'search-and-replace',
    'edit/search-and-replace',
    { name: 'Find and replace', costE4: 50_000n },
    {
      operation: 'search-and-replace',
      inputs: [picture(edited)],
      output: sameSize,
      negativePrompt: true,
      options: [words('search_prompt')],
    },
  ),
  model(
    'search-and-recolor',
    'edit/search-and-recolor',
    { name: 'Find and recolour', costE4: 50_000n },
    {
      operation: 'search-and-replace',
      inputs: [picture(edited)],
      output: sameSize,
      negativePrompt: true,
      options: [words('select_prompt')],
    },
  ),
]
