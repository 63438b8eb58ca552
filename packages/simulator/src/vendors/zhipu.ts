import { z } from 'zod'
import type { ReadOrder, Refusal, Vendor } from './vendor.ts'

/** Yuan per picture, and the bounds of its sides; as cents at 7 yuan per dollar. */
const MODELS: Record<
  string,
  { yuan: number; shortest: number; multiple: number; maxPixels: number; qualities: string[] }
> = {
  'cogview-4-250304': {
    yuan: 0.06,
    shortest: 512,
    multiple: 16,
    maxPixels: 2 ** 21,
    qualities: ['standard', 'hd'],
  },
  'glm-image': {
    yuan: 0.1,
    // Its recommended 1728 × 960 is below the 1024 that its own bounds name.
    shortest: 960,
    multiple: 32,
    maxPixels: 2 ** 22,
    qualities: ['hd'],
  },
}

/** Upstream credits of a price in yuan, to the ten-thousandth, rounded up. */
const creditsOf = (yuan: number) => Math.ceil((Math.round(yuan * 1000) * 1000) / 7) / 10_000

const fieldsSchema = z.object({
  model: z.string(),
  prompt: z.string().min(1).max(4000),
  size: z.string().regex(/^\d{3,4}x\d{3,4}$/),
  quality: z.string().optional(),
  request_id: z.string().min(6).max(128).optional(),
  user_id: z.string().min(6).max(128).optional(),
  watermark_enabled: z.boolean().optional(),
})

const WORDS: Record<Refusal, readonly [status: number, code: string]> = {
  'bad-request': [400, '1214'],
  unauthorized: [401, '1002'],
  drained: [429, '1113'],
  moderated: [400, '1301'],
  'not-found': [400, '1211'],
  'too-large': [413, '1210'],
  'rate-limited': [429, '1302'],
  'server-error': [500, '500'],
}

/** Zhipu's image API: answers at once with an address. */
export const zhipu: Vendor = {
  id: 'zhipu',
  name: 'Zhipu AI',
  prices: Object.fromEntries(
    Object.entries(MODELS).map(([model, { yuan }]) => [model, creditsOf(yuan)]),
  ),
  credential: 'bearer',
  latencyMs: [5000, 10_000],
  billsFiltered: false,
  refuse(refusal, { detail }) {
    const [status, code] = WORDS[refusal]
    const role = detail === 'output' ? 'assistant' : 'user'
    const contentFilter = refusal === 'moderated' ? { contentFilter: [{ role, level: 1 }] } : {}
    return { status, body: { error: { code, message: detail }, ...contentFilter } }
  },
  routes: (desk) => [
    {
      method: 'GET',
      path: /^\/api\/paas\/v4\/models$/,
      handle: (exchange) =>
        desk.showAccount(exchange, () => ({
          status: 200,
          body: { object: 'list', data: [{ id: 'glm-5', object: 'model' }] },
        })),
    },
    {
      method: 'POST',
      path: /^\/api\/paas\/v4\/images\/generations$/,
      handle: async (exchange) => {
        const taken = await desk.takeOrder(exchange, readOrder)
        if (!taken) return
        const created = Math.floor(Date.now() / 1000)
        await desk.deliver(taken, ({ requestId, filtered, url }) =>
          filtered
            ? zhipu.refuse('moderated', { requestId, detail: 'output' })
            : {
                status: 200,
                body: {
                  created,
                  data: [{ url: url() }],
                  content_filter: [{ role: 'assistant', level: 3 }],
                },
              },
        )
      },
    },
  ],
}

const readOrder: ReadOrder = ({ json }) => {
  const refuse = (detail: string) => ({ refusal: 'bad-request' as const, detail })
  const parsed = fieldsSchema.safeParse(json)
  if (!parsed.success) return refuse(parsed.error.issues[0]?.path.join('.') ?? 'body')
  const { model, prompt, size, quality, request_id: correlationId = null } = parsed.data
  const rules = Object.hasOwn(MODELS, model) ? MODELS[model] : undefined
  if (rules === undefined) return { refusal: 'not-found', detail: 'no such model' }
  if (quality !== undefined && !rules.qualities.includes(quality)) return refuse('quality')
  const [width = 0, height = 0] = size.split('x').map(Number)
  const fits = [width, height].every(
    (side) => side >= rules.shortest && side <= 2048 && side % rules.multiple === 0,
  )
  if (!fits || width * height > rules.maxPixels) return refuse('size')
  return { model, prompt, size: { width, height }, format: 'png', correlationId }
}
