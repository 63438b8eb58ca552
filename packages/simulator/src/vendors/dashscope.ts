import { z } from 'zod'
import { wanPrices, wanRoutes } from './dashscope-wan.ts'
import type { ReadOrder, Refusal, Vendor } from './vendor.ts'

const FIXED = ['1328*1328', '1664*928', '928*1664', '1472*1104', '1104*1472']

/** Yuan per picture; the sizes are fixed, or any between 512 × 512 and 2048 × 2048 pixels. */
const MODELS: Record<string, { yuan: number; sizes: string[] | null }> = {
  'qwen-image-plus': { yuan: 0.2, sizes: FIXED },
  'qwen-image-max': { yuan: 0.5, sizes: FIXED },
  'qwen-image-2.0': { yuan: 0.2, sizes: null },
  'qwen-image-2.0-pro': { yuan: 0.5, sizes: null },
}

/** Upstream credits of a price in yuan at 7 yuan per dollar, to the ten-thousandth, rounded up. */
const creditsOf = (yuan: number) => Math.ceil((Math.round(yuan * 1000) * 1000) / 7) / 10_000

const requestSchema = z.object({
  model: z.string(),
  input: z.object({
    messages: z
      .array(
        z.object({
          role: z.literal('user'),
          content: z
            .array(
              z.union([
                z.strictObject({ text: z.string().min(1).max(800) }),
                z.strictObject({
                  image: z
                    .string()
                    .regex(/^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$/),
                }),
              ]),
            )
            .min(1)
            .max(4),
        }),
      )
      .length(1),
  }),
  parameters: z.strictObject({
    n: z.literal(1).optional(),
    size: z.string().optional(),
    seed: z.int().min(0).max(2_147_483_647).optional(),
    negative_prompt: z.string().max(500).optional(),
    prompt_extend: z.boolean().optional(),
    watermark: z.boolean().optional(),
  }),
})

const WORDS: Record<Refusal, readonly [status: number, code: string]> = {
  'bad-request': [400, 'InvalidParameter'],
  unauthorized: [401, 'InvalidApiKey'],
  drained: [400, 'Arrearage'],
  moderated: [400, 'DataInspectionFailed'],
  'not-found': [404, 'ModelNotFound'],
  'too-large': [413, 'RequestTooLarge'],
  'rate-limited': [429, 'Throttling.RateQuota'],
  'server-error': [500, 'InternalError'],
}

/** Alibaba Cloud Model Studio: Qwen-Image answers at once with an address, Wan begins tasks. */
export const dashscope: Vendor = {
  id: 'dashscope',
  name: 'Alibaba Cloud Model Studio',
  prices: {
    ...wanPrices,
    ...Object.fromEntries(
      Object.entries(MODELS).map(([model, { yuan }]) => [model, creditsOf(yuan)]),
    ),
  },
  credential: 'bearer',
  latencyMs: [5000, 10_000],
  billsFiltered: false,
  refuse(refusal, { requestId, detail }) {
    const [status, code] = WORDS[refusal]
    return { status, body: { request_id: requestId, code, message: detail } }
  },
  routes: (desk) => [
    ...wanRoutes(desk),
    {
      method: 'GET',
      path: /^\/compatible-mode\/v1\/models$/,
      handle: (exchange) =>
        desk.showAccount(exchange, () => ({
          status: 200,
          body: { object: 'list', data: [{ id: 'qwen-max', object: 'model' }] },
        })),
    },
    {
      method: 'POST',
      path: /^\/api\/v1\/services\/aigc\/multimodal-generation\/generation$/,
      handle: async (exchange) => {
        const taken = await desk.takeOrder(exchange, readOrder)
        if (!taken) return
        const { width, height } = taken.order.size
        await desk.deliver(taken, ({ requestId, filtered, url }) => {
          if (filtered) return dashscope.refuse('moderated', { requestId, detail: 'output' })
          const message = { role: 'assistant', content: [{ image: url() }] }
          const output = { choices: [{ finish_reason: 'stop', message }] }
          const usage = { width, height, image_count: 1 }
          return { status: 200, body: { output, usage, request_id: requestId } }
        })
      },
    },
  ],
}

const readOrder: ReadOrder = ({ json, headers }) => {
  const refuse = (detail: string) => ({ refusal: 'bad-request' as const, detail })
  const parsed = requestSchema.safeParse(json)
  if (!parsed.success) return refuse(parsed.error.issues[0]?.path.join('.') ?? 'body')
  const { model, input, parameters } = parsed.data
  const rules = Object.hasOwn(MODELS, model) ? MODELS[model] : undefined
  if (rules === undefined) return { refusal: 'not-found', detail: 'no such model' }
  const content = input.messages[0]?.content ?? []
  const texts = content.flatMap((part) => ('text' in part ? [part.text] : []))
  const hasPicture = content.some((part) => 'image' in part)
  const [prompt] = texts
  if (prompt === undefined || texts.length > 1) return refuse('one text, please')
  if (hasPicture && rules.sizes !== null) return refuse('this model takes no picture')
  const size = parameters.size ?? (hasPicture ? '1024*1024' : '1328*1328')
  if (!/^\d{3,4}\*\d{3,4}$/.test(size)) return refuse('size')
  const [width = 0, height = 0] = size.split('*').map(Number)
  const pixels = width * height
  const fits = rules.sizes?.includes(size) ?? (pixels >= 512 ** 2 && pixels <= 2048 ** 2)
  if (!fits) return refuse('size')
  const name = headers['x-client-request-id']
  return {
    model,
    prompt,
    negativePrompt: parameters.negative_prompt,
    size: { width, height },
    format: 'png',
    seed: parameters.seed,
    correlationId: typeof name === 'string' ? name : null,
  }
}
