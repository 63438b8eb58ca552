import { z } from 'zod'
import type { OrderText, Refusal, Vendor } from './vendor.ts'

type Quality = 'low' | 'medium' | 'high'
type Rates = { textIn: number; imageIn: number; imageOut: number }

/** US dollars per million tokens, and the tokens of a square, a landscape and a portrait. */
const MODELS: Record<
  string,
  Rates & Record<Quality, readonly [number, number, number]> & { shownTokens: number }
> = {
  'gpt-image-2': {
    textIn: 5,
    imageIn: 8,
    imageOut: 30,
    shownTokens: 3050,
    low: [200, 167, 167],
    medium: [1767, 1367, 1367],
    high: [7034, 5500, 5500],
  },
  'gpt-image-1.5': {
    textIn: 5,
    imageIn: 8,
    imageOut: 32,
    shownTokens: 323,
    low: [272, 400, 408],
    medium: [1056, 1568, 1584],
    high: [4160, 6208, 6240],
  },
  'gpt-image-1-mini': {
    textIn: 2,
    imageIn: 2.5,
    imageOut: 8,
    shownTokens: 323,
    low: [625, 750, 750],
    medium: [1375, 1875, 1875],
    high: [4500, 6500, 6500],
  },
}
const QUALITIES = ['low', 'medium', 'high'] as const
const SIZES = ['1024x1024', '1536x1024', '1024x1536'] as const

const fieldsSchema = z.strictObject({
  model: z.string(),
  prompt: z.string().min(1).max(32_000),
  n: z.coerce.number().int().min(1).max(1).optional(),
  size: z.enum(SIZES),
  quality: z.enum(QUALITIES),
  output_format: z.enum(['png', 'jpeg', 'webp']).default('png'),
  background: z.enum(['auto', 'opaque', 'transparent']).optional(),
  safety_identifier: z.string().max(64).optional(),
})

const WORDS: Record<Refusal, readonly [status: number, type: string, code: string | null]> = {
  'bad-request': [400, 'invalid_request_error', 'invalid_value'],
  unauthorized: [401, 'invalid_request_error', 'invalid_api_key'],
  drained: [429, 'insufficient_quota', 'insufficient_quota'],
  moderated: [400, 'image_generation_user_error', 'moderation_blocked'],
  'not-found': [404, 'invalid_request_error', 'model_not_found'],
  'too-large': [413, 'invalid_request_error', null],
  'rate-limited': [429, 'requests', 'rate_limit_exceeded'],
  'server-error': [500, 'server_error', null],
}

/** OpenAI's image API: answers at once with base64, and says afterwards how many tokens it took. */
export const openai: Vendor = {
  id: 'openai',
  name: 'OpenAI',
  prices: Object.fromEntries(
    Object.entries(MODELS).flatMap(([model, { imageOut, ...tokens }]) =>
      QUALITIES.map((quality) => [`${model} ${quality}`, (tokens[quality][0] * imageOut) / 10_000]),
    ),
  ),
  credential: 'bearer',
  latencyMs: [4000, 9000],
  billsFiltered: false,
  maxBodyBytes: 60 * 1024 * 1024,
  refuse(refusal, { requestId, detail }) {
    const [status, type, code] = WORDS[refusal]
    return {
      status,
      body: { error: { message: detail, type, param: null, code } },
      headers: {
        'x-request-id': `req_${requestId}`,
        ...(refusal === 'rate-limited' ? { 'retry-after': '20' } : {}),
      },
    }
  },
  routes: (desk) => [
    {
      method: 'GET',
      path: /^\/v1\/models$/,
      handle: (exchange) =>
        desk.showAccount(exchange, ({ id }) => ({
          status: 200,
          headers: { 'openai-organization': `org-${id}` },
          body: {
            object: 'list',
            data: ['gpt-5', ...Object.keys(MODELS)].map((model) => ({
              id: model,
              object: 'model',
              owned_by: 'system',
            })),
          },
        })),
    },
    {
      method: 'POST',
      path: /^\/v1\/images\/(generations|edits)$/,
      handle: async (exchange) => {
        const isEdit = exchange.params[0] === 'edits'
        let usage = {}
        const taken = await desk.takeOrder(exchange, async (text) => {
          const order = isEdit ? await editOf(text) : orderOf(text.json, 0, text)
          if ('refusal' in order) return order
          usage = order.usage
          return order
        })
        if (!taken) return
        const created = Math.floor(Date.now() / 1000)
        await desk.deliver(taken, ({ requestId, filtered, bytes }) => {
          const headers = { 'x-request-id': `req_${requestId}` }
          if (filtered) {
            const { status, body } = openai.refuse('moderated', { requestId, detail: 'output' })
            const { error } = body as { error: Record<string, unknown> }
            return { status, headers, body: { error: { ...error, moderation_stage: 'output' } } }
          }
          const data = [{ b64_json: Buffer.from(bytes).toString('base64') }]
          return { status: 200, headers, body: { created, data, usage } }
        })
      },
    },
  ],
}

function orderOf(fields: unknown, shown: number, { headers }: OrderText) {
  const refuse = (detail: string) => ({ refusal: 'bad-request' as const, detail })
  const parsed = fieldsSchema.safeParse(fields)
  if (!parsed.success) return refuse(parsed.error.issues[0]?.path.join('.') ?? 'body')
  const { model, prompt, size, quality, output_format: format, background } = parsed.data
  const rates = Object.hasOwn(MODELS, model) ? MODELS[model] : undefined
  if (rates === undefined) return { refusal: 'not-found' as const, detail: 'no such model' }
  if (background === 'transparent' && (format === 'jpeg' || model === 'gpt-image-2'))
    return refuse('background')
  const [width = 0, height = 0] = size.split('x').map(Number)
  const textTokens = Math.ceil(Buffer.byteLength(prompt) / 4)
  const imageTokens = shown * rates.shownTokens
  const outTokens = rates[quality][SIZES.indexOf(size)] ?? 0
  const e4 = textTokens * rates.textIn + imageTokens * rates.imageIn + outTokens * rates.imageOut
  const name = headers['x-client-request-id']
  return {
    model,
    prompt,
    size: { width, height },
    format,
    credits: Math.ceil(e4) / 10_000,
    correlationId: typeof name === 'string' ? name : null,
    usage: {
      input_tokens: textTokens + imageTokens,
      output_tokens: outTokens,
      total_tokens: textTokens + imageTokens + outTokens,
      input_tokens_details: { text_tokens: textTokens, image_tokens: imageTokens },
      output_tokens_details: { text_tokens: 0, image_tokens: outTokens },
    },
  }
}

/** A form with one picture, and perhaps a PNG with alpha. */
async function editOf(text: OrderText) {
  const refuse = (detail: string) => ({ refusal: 'bad-request' as const, detail })
  const { image, mask, ...fields } = Object.fromEntries(text.form?.entries() ?? [])
  if (!(image instanceof Blob) || image.size === 0) return refuse('image')
  if (mask !== undefined && !(mask instanceof Blob && (await hasAlpha(mask)))) return refuse('mask')
  return orderOf(fields, 1, text)
}

/** Byte 25 of a PNG is its colour type: 4 and 6 have alpha. */
async function hasAlpha(file: Blob): Promise<boolean> {
  const head = await file.slice(0, 26).bytes()
  return Buffer.from(head).toString('latin1', 1, 4) === 'PNG' && [4, 6].includes(head[25] ?? 0)
}
