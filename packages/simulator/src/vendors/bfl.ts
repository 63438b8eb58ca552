import { z } from 'zod'
import type { Exchange } from '../http/router.ts'
import type { JobState } from './jobs.ts'
import { clientRequestId, faultOf, pixelsOf } from './read-body.ts'
import type { Answer, OrderText, ReadOrder, Refusal, Vendor } from './vendor.ts'
import type { JobView } from './vendor-desk.ts'

const prices = {
  'flux-2-pro': 3,
  'flux-2-klein-9b': 1.5,
  'flux-2-klein-4b': 1.4,
  'flux-pro-1.1': 4,
  'flux-kontext-pro': 4,
} as const
const MODEL = /^\/v1\/(flux-2-pro|flux-2-klein-9b|flux-2-klein-4b|flux-pro-1\.1|flux-kontext-pro)$/

const side = z.int().min(64).max(2048)
const orderSchema = z.object({
  prompt: z.string().min(1).max(20_000),
  seed: z.int().min(0).optional(),
  output_format: z.enum(['jpeg', 'png']).default('jpeg'),
  width: side.multipleOf(16).default(1024),
  height: side.multipleOf(16).default(1024),
  prompt_upsampling: z.boolean().optional(),
})
const kontextSchema = orderSchema
  .omit({ width: true, height: true })
  .extend({ input_image: z.base64().max(28_000_000) })

const REFUSALS: Record<Refusal, readonly [status: number, detail: string]> = {
  'bad-request': [422, ''],
  unauthorized: [403, 'Not authenticated'],
  drained: [402, 'Insufficient credits. Please add credits to your account.'],
  moderated: [422, 'Request moderated'],
  'not-found': [404, 'Not Found'],
  'too-large': [413, 'Request body too large'],
  'rate-limited': [429, 'Active task limit exceeded'],
  'server-error': [500, 'Internal Server Error'],
}

const STATUS: Record<JobState, string> = {
  queued: 'Pending',
  running: 'Pending',
  done: 'Ready',
  failed: 'Error',
  filtered: 'Content Moderated',
  moderated: 'Request Moderated',
}

/** Black Forest Labs: jobs with a polling address; moderation, of prompts and of pictures, ends the job and is not charged. */
export const bfl: Vendor = {
  id: 'bfl',
  name: 'Black Forest Labs',
  prices,
  credential: { header: 'x-key' },
  latencyMs: [3000, 7000],
  billsFiltered: false,
  maxRunning: 24,
  refuse(refusal, { detail }): Answer {
    const [status, text] = REFUSALS[refusal]
    const body =
      refusal === 'bad-request'
        ? { detail: [{ loc: ['body'], msg: detail, type: 'value_error' }] }
        : { detail: text }
    return { status, body }
  },
  routes: (desk) => [
    {
      method: 'POST',
      path: MODEL,
      handle: async (exchange) => {
        const taken = await desk.takeOrder(exchange, readOrder)
        if (taken) await desk.begin(taken, (job) => begun(exchange, job))
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/get_result$/,
      handle: (exchange) =>
        desk.showJob(exchange, exchange.url.searchParams.get('id') ?? '', shown),
    },
    {
      method: 'GET',
      path: /^\/v1\/credits$/,
      handle: (exchange) =>
        desk.showAccount(exchange, ({ credits }) => ({ status: 200, body: { credits } })),
    },
  ],
}

const readOrder: ReadOrder = async (text) => {
  const model = text.params[0] ?? ''
  return model === 'flux-kontext-pro' ? readKontext(text) : readPixels(model, text)
}

function readPixels(model: string, { json, headers }: OrderText) {
  const body = orderSchema.safeParse(json)
  if (!body.success) return faultOf(body.error)
  const { prompt, seed, output_format: format, width, height } = body.data
  const correlationId = clientRequestId(headers)
  return {
    model,
    prompt,
    seed,
    format,
    size: { width, height },
    correlationId,
    moderatedAsJob: true,
  }
}

/** The picture that is to be changed gives the shape; what is drawn comes from the words. */
async function readKontext({ json, headers }: OrderText) {
  const body = kontextSchema.safeParse(json)
  if (!body.success) return faultOf(body.error)
  const { prompt, seed, output_format: format, input_image: picture } = body.data
  const pixels = await pixelsOf(Buffer.from(picture, 'base64'))
  if (pixels === null)
    return { refusal: 'bad-request', detail: 'input_image: not an image' } as const
  const scale = Math.sqrt((1024 * 1024) / (pixels.width * pixels.height))
  const size = { width: rounded(pixels.width * scale), height: rounded(pixels.height * scale) }
  const model = 'flux-kontext-pro'
  const correlationId = clientRequestId(headers)
  return { model, prompt, seed, format, size, correlationId, moderatedAsJob: true }
}

const rounded = (pixels: number) => Math.max(64, Math.round(pixels / 16) * 16)

function begun({ request }: Exchange, { id, credits }: JobView): Answer {
  const host = request.headers.host ?? 'localhost'
  const body = { id, polling_url: `http://${host}/bfl/v1/get_result?id=${id}`, cost: credits }
  return { status: 200, body }
}

function shown(job: JobView): Answer {
  const { id, state, seed, order } = job
  const result = state === 'done' ? { sample: job.url(), prompt: order.prompt, seed } : null
  return { status: 200, body: { id, status: STATUS[state], result, progress: null } }
}
