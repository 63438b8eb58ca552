import { z } from 'zod'
import type { Order, OrderText, Refusal, Vendor } from './vendor.ts'

type Rates = { input: number; textOut: number; imageOut: number }
type Model = Rates & { pictureTokens: number; thoughtTokens: number; sizes: readonly string[] }

/** US dollars per million tokens, the tokens of one picture, and the sizes that may be named. */
const MODELS: Record<string, Model> = {
  'gemini-2.5-flash-image': {
    input: 0.3,
    textOut: 2.5,
    imageOut: 30,
    pictureTokens: 1290,
    thoughtTokens: 0,
    sizes: [],
  },
  'gemini-3.1-flash-image': {
    input: 0.5,
    textOut: 3,
    imageOut: 60,
    pictureTokens: 1120,
    thoughtTokens: 90,
    sizes: ['1K'],
  },
  'gemini-3-pro-image': {
    input: 2,
    textOut: 12,
    imageOut: 120,
    pictureTokens: 1120,
    thoughtTokens: 240,
    sizes: ['1K', '2K'],
  },
}

/** Sides at 1K: of 2.5, and of the third generation. */
const SIDES: Record<string, readonly [number, number, number, number]> = {
  '1:1': [1024, 1024, 1024, 1024],
  '2:3': [832, 1248, 848, 1264],
  '3:2': [1248, 832, 1264, 848],
  '3:4': [864, 1184, 896, 1200],
  '4:3': [1184, 864, 1200, 896],
  '4:5': [896, 1152, 928, 1152],
  '5:4': [1152, 896, 1152, 928],
  '9:16': [768, 1344, 768, 1376],
  '16:9': [1344, 768, 1376, 768],
  '21:9': [1536, 672, 1584, 672],
}

const partSchema = z.union([
  z.strictObject({ text: z.string().min(1).max(32_000) }),
  z.strictObject({
    inlineData: z.strictObject({
      mimeType: z.enum(['image/png', 'image/jpeg', 'image/webp']),
      data: z.string().regex(/^[A-Za-z0-9+/]+=*$/),
    }),
  }),
])
const requestSchema = z.strictObject({
  contents: z
    .array(z.strictObject({ role: z.literal('user'), parts: z.array(partSchema).min(1).max(15) }))
    .length(1),
  generationConfig: z.strictObject({
    responseModalities: z.array(z.enum(['TEXT', 'IMAGE'])),
    imageConfig: z
      .strictObject({ aspectRatio: z.string().optional(), imageSize: z.string().optional() })
      .optional(),
  }),
})

const WORDS: Record<Refusal, readonly [status: number, name: string, reason: string | null]> = {
  'bad-request': [400, 'INVALID_ARGUMENT', null],
  unauthorized: [400, 'INVALID_ARGUMENT', 'API_KEY_INVALID'],
  drained: [403, 'PERMISSION_DENIED', 'BILLING_DISABLED'],
  moderated: [200, 'OK', null],
  'not-found': [404, 'NOT_FOUND', null],
  'too-large': [413, 'INVALID_ARGUMENT', null],
  'rate-limited': [429, 'RESOURCE_EXHAUSTED', null],
  'server-error': [500, 'INTERNAL', null],
}
const DETAIL = 'type.googleapis.com/google.rpc'

/** Gemini's pictures: answers at once with base64, and says afterwards how many tokens it took. */
export const gemini: Vendor = {
  id: 'gemini',
  name: 'Google Gemini',
  prices: Object.fromEntries(
    Object.entries(MODELS).map(([model, { pictureTokens, imageOut }]) => [
      model,
      (pictureTokens * imageOut) / 10_000,
    ]),
  ),
  credential: { header: 'x-goog-api-key' },
  latencyMs: [4000, 9000],
  billsFiltered: false,
  refuse(refusal, { requestId, detail }) {
    if (refusal === 'moderated')
      return {
        status: 200,
        body: { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, responseId: requestId },
      }
    const [code, status, reason] = WORDS[refusal]
    const details = [
      ...(reason === null ? [] : [{ '@type': `${DETAIL}.ErrorInfo`, reason }]),
      ...(code === 429 ? [{ '@type': `${DETAIL}.RetryInfo`, retryDelay: '34.07s' }] : []),
    ]
    return { status: code, body: { error: { code, message: detail, status, details } } }
  },
  routes: (desk) => [
    {
      method: 'GET',
      path: /^\/v1beta\/models$/,
      handle: (exchange) =>
        desk.showAccount(exchange, () => ({
          status: 200,
          body: {
            models: ['gemini-3-pro', ...Object.keys(MODELS)].map((model) => ({
              name: `models/${model}`,
              supportedGenerationMethods: ['generateContent'],
            })),
          },
        })),
    },
    {
      method: 'POST',
      path: /^\/v1beta\/models\/([a-z0-9.-]+):generateContent$/,
      handle: async (exchange) => {
        let usageMetadata = {}
        const taken = await desk.takeOrder(exchange, (text) => {
          const order = orderOf(text)
          if ('refusal' in order) return order
          usageMetadata = order.usageMetadata
          return order
        })
        if (!taken) return
        await desk.deliver(taken, ({ requestId: responseId, filtered, bytes, mimeType }) => {
          const data = Buffer.from(bytes).toString('base64')
          const candidate = filtered
            ? { finishReason: 'IMAGE_SAFETY', index: 0 }
            : {
                content: { role: 'model', parts: [{ inlineData: { mimeType, data } }] },
                finishReason: 'STOP',
                index: 0,
              }
          return { status: 200, body: { candidates: [candidate], usageMetadata, responseId } }
        })
      },
    },
  ],
}

type Read = (Order & { usageMetadata: object }) | { refusal: Refusal; detail: string }

function orderOf({ json, headers, params }: OrderText): Read {
  const refuse = (detail: string) => ({ refusal: 'bad-request' as const, detail })
  const name = params[0] ?? ''
  const model = Object.hasOwn(MODELS, name) ? MODELS[name] : undefined
  if (model === undefined) return { refusal: 'not-found', detail: 'no such model' }
  const parsed = requestSchema.safeParse(json)
  if (!parsed.success) return refuse(parsed.error.issues[0]?.path.join('.') ?? 'body')
  const { contents, generationConfig } = parsed.data
  const { aspectRatio = '1:1', imageSize = '1K' } = generationConfig.imageConfig ?? {}
  const sides = Object.hasOwn(SIDES, aspectRatio) ? SIDES[aspectRatio] : undefined
  const named = generationConfig.imageConfig?.imageSize
  if (sides === undefined) return refuse('aspectRatio')
  if (named !== undefined && !model.sizes.includes(named)) return refuse('imageSize')
  const parts = contents[0]?.parts ?? []
  const prompt = parts.flatMap((part) => ('text' in part ? [part.text] : [])).join('\n')
  const pictures = parts.filter((part) => 'inlineData' in part).length
  const times = imageSize === '2K' ? 2 : 1
  const [width, height] = model.sizes.length === 0 ? sides : [sides[2], sides[3]]
  const promptTokenCount = Math.ceil(Buffer.byteLength(prompt) / 4) + pictures * 560
  const e4 =
    promptTokenCount * Math.round(model.input * 100) +
    model.thoughtTokens * Math.round(model.textOut * 100) +
    model.pictureTokens * model.imageOut * 100
  const correlationId = headers['x-client-request-id']
  return {
    model: name,
    prompt,
    size: { width: width * times, height: height * times },
    format: 'png',
    credits: Math.ceil(e4 / 100) / 10_000,
    correlationId: typeof correlationId === 'string' ? correlationId : null,
    usageMetadata: {
      promptTokenCount,
      candidatesTokenCount: model.pictureTokens,
      thoughtsTokenCount: model.thoughtTokens,
      totalTokenCount: promptTokenCount + model.pictureTokens + model.thoughtTokens,
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: model.pictureTokens }],
    },
  }
}
