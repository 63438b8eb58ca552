import { z } from 'zod'
import type { Exchange } from '../http/router.ts'
import { clientRequestId, faultOf } from './read-body.ts'
import type { Answer, ReadOrder, Refusal, Vendor } from './vendor.ts'
import type { JobView } from './vendor-desk.ts'

const prices = { dev: 2.5, schnell: 0.3 } as const

const orderSchema = z.object({
  prompt: z.string().min(1).max(20_000),
  image_size: z.object({
    width: z.int().min(64).max(2048),
    height: z.int().min(64).max(2048),
  }),
  num_images: z.literal(1).default(1),
  seed: z.int().min(0).optional(),
  output_format: z.enum(['jpeg', 'png']).default('jpeg'),
  enable_safety_checker: z.boolean().default(true),
})
const schnellSchema = orderSchema.extend({ num_inference_steps: z.int().min(1).max(12).default(4) })
const devSchema = orderSchema.extend({
  num_inference_steps: z.int().min(1).max(50).default(28),
  guidance_scale: z.number().min(1).max(20).default(3.5),
})

const REFUSALS: Record<Refusal, readonly [status: number, detail: string]> = {
  'bad-request': [422, ''],
  unauthorized: [401, 'Cannot access application "fal-ai/flux". Authentication is required.'],
  drained: [403, 'User is locked. Reason: Exhausted balance. Top up your balance.'],
  moderated: [422, ''],
  'not-found': [404, 'Request not found'],
  'too-large': [413, 'Request body too large'],
  'rate-limited': [429, 'Too many requests'],
  'server-error': [500, 'Internal server error'],
}

/** fal's queue with FLUX.1: a request, its status, its result. A flagged picture is black and charged. */
export const fal: Vendor = {
  id: 'fal',
  name: 'fal',
  prices,
  credential: { scheme: 'Key' },
  latencyMs: [1500, 4000],
  billsFiltered: true,
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
      path: /^\/fal-ai\/flux\/(dev|schnell)$/,
      handle: async (exchange) => {
        const taken = await desk.takeOrder(exchange, readOrder)
        if (taken) await desk.begin(taken, (job) => queued(exchange, job))
      },
    },
    {
      method: 'GET',
      path: /^\/fal-ai\/flux\/requests\/([a-f0-9-]+)\/status$/,
      handle: (exchange) =>
        desk.showJob(exchange, exchange.params[0] ?? '', (job) => ({
          status: 200,
          body: { status: statusOf(job), request_id: job.id },
        })),
    },
    {
      method: 'GET',
      path: /^\/fal-ai\/flux\/requests\/([a-f0-9-]+)$/,
      handle: (exchange) => desk.showJob(exchange, exchange.params[0] ?? '', result),
    },
  ],
}

const readOrder: ReadOrder = ({ json, params, headers }) => {
  const model = params[0] ?? ''
  const body = (model === 'dev' ? devSchema : schnellSchema).safeParse(json)
  if (!body.success) return faultOf(body.error)
  const { prompt, seed, image_size: size, output_format: format } = body.data
  const correlationId = clientRequestId(headers)
  return { model, prompt, seed, size, format, correlationId, moderatedAsJob: true }
}

function statusOf({ state }: JobView): string {
  return state === 'queued' ? 'IN_QUEUE' : state === 'running' ? 'IN_PROGRESS' : 'COMPLETED'
}

function queued({ request }: Exchange, { id }: JobView): Answer {
  const base = `http://${request.headers.host ?? 'localhost'}/fal/fal-ai/flux/requests/${id}`
  return {
    status: 200,
    body: {
      request_id: id,
      status: 'IN_QUEUE',
      queue_position: 0,
      response_url: base,
      status_url: `${base}/status`,
      cancel_url: `${base}/cancel`,
    },
  }
}

/** The result answers with the model's own status; a request that is still at work has none. */
function result(job: JobView): Answer {
  const { id, state, seed, order } = job
  const headers = { 'x-fal-request-id': id }
  const no = (status: number, type: string, msg: string): Answer => ({
    status,
    headers,
    body: { detail: [{ loc: ['body', 'prompt'], msg, type }] },
  })
  if (state === 'queued' || state === 'running')
    return { status: 400, headers, body: { detail: 'Request is still in progress' } }
  if (state === 'failed') return no(500, 'internal_server_error', 'The model failed')
  if (state === 'moderated')
    return no(422, 'content_policy_violation', 'The content could not be processed')
  const { width, height } = order.size
  const body = {
    images: [{ url: job.url(), width, height, content_type: `image/${order.format}` }],
    seed,
    has_nsfw_concepts: [state === 'filtered'],
    prompt: order.prompt,
    timings: { inference: 1.2 },
  }
  return { status: 200, headers, body }
}
