import type { PublishedModel } from '../image-upstream.ts'
import { type InputSpec, type ModelCapability, textToImage } from '../model-capability.ts'

/** US dollars per million tokens are 1/10,000 credits per token; here in hundredths of those. */
export type TokenRates = { input: bigint; textOut: bigint; imageOut: bigint }
type Sizes = ModelCapability['sizes']
type Family = {
  vendorModel: string
  name: string
  rates: TokenRates
  /** Tokens of the picture it makes, and most of the words and thoughts around it. */
  pictureTokens: bigint
  wordTokens: bigint
  imageSize: '1K' | '2K' | null
  sizes: Sizes
  source: string
}

/** What a prompt of the longest length and one picture are counted as, at most. */
const maxPromptChars = 2000
const pictureInTokens = 1290n

/** ai.google.dev, image generation: sizes of 2.5, and of 3 at 1K. */
const sizesOf25: Sizes = {
  '1:1': { width: 1024, height: 1024 },
  '2:3': { width: 832, height: 1248 },
  '3:2': { width: 1248, height: 832 },
  '3:4': { width: 864, height: 1184 },
  '4:3': { width: 1184, height: 864 },
  '4:5': { width: 896, height: 1152 },
  '5:4': { width: 1152, height: 896 },
  '9:16': { width: 768, height: 1344 },
  '16:9': { width: 1344, height: 768 },
  '21:9': { width: 1536, height: 672 },
}
const sizesOf3: Sizes = {
  '1:1': { width: 1024, height: 1024 },
  '2:3': { width: 848, height: 1264 },
  '3:2': { width: 1264, height: 848 },
  '3:4': { width: 896, height: 1200 },
  '4:3': { width: 1200, height: 896 },
  '4:5': { width: 928, height: 1152 },
  '5:4': { width: 1152, height: 928 },
  '9:16': { width: 768, height: 1376 },
  '16:9': { width: 1376, height: 768 },
  '21:9': { width: 1584, height: 672 },
}
const doubled: Sizes = Object.fromEntries(
  Object.entries(sizesOf3).map(([ratio, { width, height }]) => [
    ratio,
    { width: width * 2, height: height * 2 },
  ]),
)

const families: readonly Family[] = [
  {
    vendorModel: 'gemini-2.5-flash-image',
    name: 'Gemini 2.5 Flash Image',
    rates: { input: 30n, textOut: 250n, imageOut: 3000n },
    pictureTokens: 1290n,
    wordTokens: 200n,
    imageSize: null,
    sizes: sizesOf25,
    source: 'US$ 30 per million picture tokens, about $0.039 a picture (Puter cost map, 2026)',
  },
  {
    vendorModel: 'gemini-3.1-flash-image',
    name: 'Gemini 3.1 Flash Image',
    rates: { input: 50n, textOut: 300n, imageOut: 6000n },
    pictureTokens: 1120n,
    wordTokens: 1000n,
    imageSize: '1K',
    sizes: sizesOf3,
    source:
      '1,120 tokens at 1K (docs.cloud.google.com) at US$ 60 per million, about $0.067 (Puter cost map, 2026)',
  },
  {
    vendorModel: 'gemini-3-pro-image',
    name: 'Gemini 3 Pro Image',
    rates: { input: 200n, textOut: 1200n, imageOut: 12_000n },
    pictureTokens: 1120n,
    wordTokens: 2000n,
    imageSize: '2K',
    sizes: doubled,
    source:
      'US$ 120 per million picture tokens, $0.134 at 1K and 2K (copy of the price page, 2026-09-20)',
  },
]

const image: InputSpec = {
  name: 'image',
  required: true,
  minSide: 64,
  maxSide: 4096,
  minPixels: 4096,
  maxPixels: 16_777_216,
  maxRatio: 8,
  // The vendor takes 20 MB in all; a picture grows by a third on its way into JSON.
  maxBytes: 10 * 1024 * 1024,
}

const operations = [
  { operation: 'text-to-image', suffix: '', words: '', inputs: [] },
  { operation: 'image-to-image', suffix: '-edit', words: ' (edit)', inputs: [image] },
] as const

export type GeminiModel = {
  published: PublishedModel
  vendorModel: string
  imageSize: Family['imageSize']
  rates: TokenRates
}

function model(family: Family, operation: (typeof operations)[number]): GeminiModel {
  const { vendorModel, rates, imageSize } = family
  const isEdit = operation.inputs.length > 0
  const inTokens = BigInt(maxPromptChars) + (isEdit ? pictureInTokens : 0n)
  const hundredths =
    inTokens * rates.input +
    family.pictureTokens * rates.imageOut +
    family.wordTokens * rates.textOut
  const published: PublishedModel = {
    id: `gemini:${vendorModel}${operation.suffix}`,
    name: `${family.name}${operation.words}`,
    costE4: (hundredths + 99n) / 100n,
    source: `${family.source}; input and word rates from general knowledge; upper bound with a prompt of 2,000 tokens and ${family.wordTokens} tokens of thought, settled by \`usageMetadata\``,
    callClass: 'at-most-once',
    callTimeoutMs: 180_000,
    capability: textToImage({
      operation: operation.operation,
      aspectRatios: isEdit ? [] : Object.keys(family.sizes),
      sizes: isEdit ? {} : family.sizes,
      maxPromptChars,
      inputs: [...operation.inputs],
    }),
  }
  return { published, vendorModel, imageSize, rates }
}

/** Every model draws, and redraws a picture in the shape that it has. */
export const geminiModels: readonly GeminiModel[] = families.flatMap((family) =>
  operations.map((operation) => model(family, operation)),
)
