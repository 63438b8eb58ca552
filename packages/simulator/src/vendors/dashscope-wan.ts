import { z } from 'zod'
import type { Route } from '../http/router.ts'
import type { JobState } from './jobs.ts'
import { clientRequestId, faultOf } from './read-body.ts'
import type { Answer, ReadOrder } from './vendor.ts'
import type { JobView, VendorDesk } from './vendor-desk.ts'

/** Cents per picture: 0.20 and 0.14 yuan at seven to the dollar, rounded up to 1/10,000. */
export const wanPrices = {
  'wan2.5-t2i-preview': 2.8572,
  'wan2.2-t2i-flash': 2,
  'wanx2.1-t2i-turbo': 2,
} as const

const orderSchema = z.object({
  model: z.enum(['wan2.5-t2i-preview', 'wan2.2-t2i-flash', 'wanx2.1-t2i-turbo']),
  input: z.object({
    prompt: z.string().min(1).max(4000),
    negative_prompt: z.string().max(2000).optional(),
  }),
  parameters: z.object({
    size: z.string().regex(/^\d{3,4}\*\d{3,4}$/),
    n: z.literal(1),
    seed: z.int().min(0).max(2_147_483_647).optional(),
    prompt_extend: z.boolean().optional(),
    watermark: z.boolean().optional(),
  }),
})

const STATUS: Record<JobState, string> = {
  queued: 'PENDING',
  running: 'RUNNING',
  done: 'SUCCEEDED',
  failed: 'FAILED',
  filtered: 'FAILED',
  moderated: 'FAILED',
}

/** DashScope's Wan models: tasks only; a prompt that is refused, and a picture that is, ends the task unpaid. */
export function wanRoutes(desk: VendorDesk): Route[] {
  return [
    {
      method: 'POST',
      path: /^\/api\/v1\/services\/aigc\/text2image\/image-synthesis$/,
      handle: async (exchange) => {
        const taken = await desk.takeOrder(exchange, readOrder)
        if (taken)
          await desk.begin(taken, ({ id, requestId }) => ({
            status: 200,
            body: { output: { task_id: id, task_status: 'PENDING' }, request_id: requestId },
          }))
      },
    },
    {
      method: 'GET',
      path: /^\/api\/v1\/tasks\/([a-f0-9-]+)$/,
      handle: (exchange) => desk.showJob(exchange, exchange.params[0] ?? '', shown),
    },
  ]
}

const readOrder: ReadOrder = ({ json, headers }) => {
  if (headers['x-dashscope-async'] !== 'enable')
    return {
      refusal: 'bad-request',
      detail: 'current user api does not support synchronous calls.',
    }
  const body = orderSchema.safeParse(json)
  if (!body.success) return faultOf(body.error)
  const { model, input, parameters } = body.data
  const [width = 0, height = 0] = parameters.size.split('*').map(Number)
  return {
    model,
    prompt: input.prompt,
    negativePrompt: input.negative_prompt,
    size: { width, height },
    format: 'png',
    seed: parameters.seed,
    correlationId: clientRequestId(headers),
    moderatedAsJob: true,
  }
}

function shown(job: JobView): Answer {
  const { id, requestId, state } = job
  const output = { task_id: id, task_status: STATUS[state], ...endOf(job) }
  const usage = state === 'done' ? { usage: { image_count: 1 } } : {}
  return { status: 200, body: { request_id: requestId, output, ...usage } }
}

function endOf(job: JobView): Record<string, unknown> {
  const inspected = { code: 'DataInspectionFailed' }
  switch (job.state) {
    case 'done':
      return { results: [{ orig_prompt: job.order.prompt, url: job.url() }] }
    case 'moderated':
      return { ...inspected, message: 'Input data may contain inappropriate content.' }
    case 'filtered': {
      const message = 'Output data may contain inappropriate content.'
      return { ...inspected, message, results: [{ ...inspected, message }] }
    }
    case 'failed':
      return { code: 'InternalError', message: 'An internal error has occurred.' }
    default:
      return {}
  }
}
