import type { PublishedModel } from '../image-upstream.ts'
import { type InputSpec, type ModelCapability, textToImage } from '../model-capability.ts'

/** US dollars per million tokens are 1/10,000 credits per token; here in hundredths of those, because one has a half. */
export type TokenRates = { textIn: bigint; imageIn: bigint; textOut: bigint; imageOut: bigint }

type Quality = 'low' | 'medium' | 'high'
type Family = {
  vendorModel: string
  name: string
  rates: TokenRates
  /** Tokens of one picture: square, landscape, portrait. */
  pictureTokens: Record<Quality, readonly [number, number, number]>
  /** Most tokens that a picture we send is counted as. */
  inputTokens: number
  hasClearBackground: boolean
  edited: readonly Quality[]
  source: string
}

const ratios = ['1:1', '3:2', '2:3'] as const
const sizes: ModelCapability['sizes'] = {
  '1:1': { width: 1024, height: 1024 },
  '3:2': { width: 1536, height: 1024 },
  '2:3': { width: 1024, height: 1536 },
}
/** The vendor takes 32,000; the price must hold for the longest prompt, at one token per character. */
const maxPromptChars = 2000
const bound =
  'upper bound: dearest size, a prompt of 2,000 tokens, and the picture sent where there is one; settled by `usage`'

const families: readonly Family[] = [
  {
    vendorModel: 'gpt-image-2',
    name: 'GPT Image 2',
    rates: { textIn: 500n, imageIn: 800n, textOut: 1000n, imageOut: 3000n },
    pictureTokens: { low: [200, 167, 167], medium: [1767, 1367, 1367], high: [7034, 5500, 5500] },
    inputTokens: 6500,
    hasClearBackground: false,
    edited: ['low', 'medium', 'high'],
    source:
      'US$ 5 / 8 / 30 per million text-in, image-in, image-out tokens and $0.211 for high 1024² (fal.ai copy of the price page, 2026-11; other sizes and qualities from general knowledge, unverified)',
  },
  {
    vendorModel: 'gpt-image-1.5',
    name: 'GPT Image 1.5',
    rates: { textIn: 500n, imageIn: 800n, textOut: 1000n, imageOut: 3200n },
    pictureTokens: { low: [272, 400, 408], medium: [1056, 1568, 1584], high: [4160, 6208, 6240] },
    inputTokens: 1200,
    hasClearBackground: true,
    edited: ['medium'],
    source:
      'US$ 5 / 8 per million text-in and image-in tokens, $0.009 to $0.20 a picture (runware.ai copy of the price page, 2026-11; tokens per picture from general knowledge)',
  },
  {
    vendorModel: 'gpt-image-1-mini',
    name: 'GPT Image 1 mini',
    rates: { textIn: 200n, imageIn: 250n, textOut: 800n, imageOut: 800n },
    pictureTokens: { low: [625, 750, 750], medium: [1375, 1875, 1875], high: [4500, 6500, 6500] },
    inputTokens: 1200,
    hasClearBackground: true,
    edited: ['medium'],
    source:
      'US$ 2 / 2.50 / 8 per million text-in, image-in, image-out tokens, $0.005 to $0.052 a picture (developers.openai.com model page, 2026-11)',
  },
]

const callTimeoutMs = { low: 120_000, medium: 180_000, high: 300_000 } as const

/** Our own bounds below the vendor's (50 MB, mask 4 MB): what an edit gains from more is nothing. */
const picture: Omit<InputSpec, 'name'> = {
  required: true,
  minSide: 16,
  maxSide: 3840,
  minPixels: 256,
  maxPixels: 8_294_400,
  maxRatio: 3,
  maxBytes: 10 * 1024 * 1024,
}
const image: InputSpec = { ...picture, name: 'image' }
const mask: InputSpec = { ...picture, name: 'mask', maxBytes: 4 * 1024 * 1024 }

const background: ModelCapability['options'] = [
  {
    name: 'background',
    label: { en: 'Background', zh: '背景' },
    hint: { en: 'Transparent needs PNG or WebP', zh: '透明背景需要 PNG 或 WebP' },
    required: false,
    kind: 'choice',
    choices: [
      { value: 'auto', label: { en: 'Automatic', zh: '自动' } },
      { value: 'opaque', label: { en: 'Opaque', zh: '不透明' } },
      { value: 'transparent', label: { en: 'Transparent', zh: '透明' } },
    ],
    default: 'auto',
  },
]

const operations = [
  { operation: 'text-to-image', suffix: '', words: '', inputs: [] },
  { operation: 'image-to-image', suffix: '-edit', words: ', edit', inputs: [image] },
  { operation: 'inpaint', suffix: '-inpaint', words: ', inpaint', inputs: [image, mask] },
] as const

export type OpenaiModel = {
  published: PublishedModel
  vendorModel: string
  quality: Quality
  rates: TokenRates
}

function model(
  family: Family,
  quality: Quality,
  { operation, suffix, words, inputs }: (typeof operations)[number],
): OpenaiModel {
  const { vendorModel, rates } = family
  const outTokens = BigInt(Math.max(...family.pictureTokens[quality]))
  const inTokens = BigInt(inputs.length === 0 ? 0 : family.inputTokens)
  const hundredths =
    outTokens * rates.imageOut + inTokens * rates.imageIn + BigInt(maxPromptChars) * rates.textIn
  const published: PublishedModel = {
    id: `openai:${vendorModel}-${quality}${suffix}`,
    name: `${family.name} (${quality}${words})`,
    costE4: (hundredths + 99n) / 100n,
    source: `${family.source}; ${bound}`,
    callClass: 'at-most-once',
    callTimeoutMs: callTimeoutMs[quality],
    capability: textToImage({
      operation,
      aspectRatios: [...ratios],
      sizes,
      maxPromptChars,
      outputFormats: ['png', 'jpeg', 'webp'],
      inputs: [...inputs],
      options: family.hasClearBackground ? background : [],
    }),
  }
  return { published, vendorModel, quality, rates }
}

/** Each quality is a model of its own, because it has a price of its own; the middle one comes first. */
export const openaiModels: readonly OpenaiModel[] = families.flatMap((family) =>
  (['medium', 'low', 'high'] as const).flatMap((quality) =>
    operations
      .filter(({ operation }) => operation === 'text-to-image' || family.edited.includes(quality))
      .map((operation) => model(family, quality, operation)),
  ),
)
