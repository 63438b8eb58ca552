import { fluxShapes } from '../flux-sizes.ts'
import type { PublishedModel } from '../image-upstream.ts'
import { type InputSpec, textToImage } from '../model-capability.ts'

/** How a model wants its shape: pixels, a ratio, or none because a picture gives it. */
type Shape = 'pixels' | 'picture'
export type BflModel = { published: PublishedModel; path: string; shape: Shape }

const seed = { min: 0, max: 4_294_967_295 }
const outputFormats = ['png', 'jpeg']
const megapixelPrices =
  'US$ per megapixel begun, secondary copies of bfl.ai/pricing, 2026-06; settled by `cost` in the answer'

/** The vendor takes 20 MB or 20 megapixels, whichever is less; base64 makes a third more of it. */
const picture: InputSpec = {
  name: 'image',
  required: true,
  minSide: 64,
  maxSide: 8192,
  minPixels: 4096,
  maxPixels: 20_000_000,
  maxRatio: 7 / 3,
  maxBytes: 10 * 1024 * 1024,
}

const upsampling: PublishedModel['capability']['options'] = [
  {
    name: 'prompt_upsampling',
    label: { en: 'Elaborate the prompt', zh: '扩写提示词' },
    hint: { en: 'The vendor adds detail to your words', zh: '由供应商为提示词补充细节' },
    required: false,
    kind: 'flag',
    default: false,
  },
]

const common = { callClass: 'job-id', callTimeoutMs: 180_000 } as const

function flux2(vendorModel: string, name: string, costE4: bigint): BflModel {
  return {
    path: `/v1/${vendorModel}`,
    shape: 'pixels',
    published: {
      id: `bfl:${vendorModel}`,
      name,
      costE4,
      source: megapixelPrices,
      ...common,
      capability: textToImage({ ...fluxShapes(1536), maxPromptChars: 10_000, seed, outputFormats }),
    },
  }
}

/**
 * Models of Black Forest Labs: FLUX.2 for about one megapixel, FLUX 1.1 [pro], and FLUX.1 Kontext [pro] with a picture to change.
 * Paths and fields: docs.bfl.ai. FLUX.1 was trained on English.
 */
export const bflModels: readonly BflModel[] = [
  flux2('flux-2-pro', 'FLUX.2 [pro]', 30_000n),
  flux2('flux-2-klein-9b', 'FLUX.2 [klein] 9B', 15_000n),
  flux2('flux-2-klein-4b', 'FLUX.2 [klein] 4B', 14_000n),
  {
    path: '/v1/flux-pro-1.1',
    shape: 'pixels',
    published: {
      id: 'bfl:flux-pro-1.1',
      name: 'FLUX 1.1 [pro]',
      costE4: 40_000n,
      source: '4 credits per image, docs.bfl.ml/quick_start/pricing, 2026-11',
      ...common,
      capability: textToImage({
        ...fluxShapes(1440),
        maxPromptChars: 10_000,
        seed,
        outputFormats,
        promptLanguages: ['en'],
        options: upsampling,
      }),
    },
  },
  {
    path: '/v1/flux-kontext-pro',
    shape: 'picture',
    published: {
      id: 'bfl:flux-kontext-pro',
      name: 'FLUX.1 Kontext [pro]',
      costE4: 40_000n,
      source: '4 credits per image, docs.bfl.ml/quick_start/pricing, 2026-11',
      ...common,
      capability: textToImage({
        operation: 'image-to-image',
        aspectRatios: [],
        sizes: {},
        maxPromptChars: 10_000,
        seed,
        outputFormats,
        promptLanguages: ['en'],
        inputs: [picture],
        options: upsampling,
      }),
    },
  },
]

/** A model by our id, `bfl:…`. */
export function bflModel(id: string): BflModel | undefined {
  return bflModels.find(({ published }) => published.id === id)
}
