import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { FLUX_RATIOS, FLUX_SIZES } from './flux-sizes.ts'
import type { JobState } from './jobs.ts'
import { clientRequestId, faultOf } from './read-body.ts'
import type { Answer, ReadOrder, Refusal, Vendor } from './vendor.ts'
import type { JobView } from './vendor-desk.ts'

const prices = { 'flux-schnell': 0.3, 'flux-dev': 2.5 } as const

const common = {
  prompt: z.string().min(1).max(20_000),
  aspect_ratio: z.enum(FLUX_RATIOS).default('1:1'),
  num_outputs: z.literal(1).default(1),
  seed: z.int().optional(),
  output_format: z.enum(['webp', 'jpg', 'png']).default('webp'),
}
const schnellSchema = z.strictObject({
  ...common,
  num_inference_steps: z.int().min(1).max(4).default(4),
})
const devSchema = z.strictObject({
  ...common,
  num_inference_steps: z.int().min(1).max(50).default(28),
  guidance: z.number().min(0).max(10).default(3),
})

const REFUSALS: Record<Refusal, readonly [status: number, title: string]> = {
  'bad-request': [422, 'Input validation failed'],
  unauthorized: [401, 'Unauthenticated'],
  drained: [402, 'Insufficient credit'],
  moderated: [422, 'Input validation failed'],
  'not-found': [404, 'Not found'],
  'too-large': [413, 'Request too large'],
  'rate-limited': [429, 'Throttled'],
  'server-error': [500, 'Internal server error'],
}

const STATUS: Record<JobState, string> = {
  queued: 'starting',
  running: 'processing',
  done: 'succeeded',
  failed: 'failed',
  filtered: 'failed',
  moderated: 'failed',
}

const ERRORS: Partial<Record<JobState, string>> = {
  failed: 'CUDA out of memory (E1001)',
  filtered:
    'All generated images contained NSFW content. Try running it again with a different prompt.',
  moderated:
    'The input or output was flagged as sensitive. Please try again with different inputs. (E005)',
}

/** Replicate's official FLUX models: predictions, asked about by id. A failed run of theirs is not charged here. */
export const replicate: Vendor = {
  id: 'replicate',
  name: 'Replicate',
  prices,
  credential: 'bearer',
  latencyMs: [1500, 5000],
  billsFiltered: false,
  rateLimit: { burst: 600, windowMs: 60_000, lockMs: 10_000 },
  refuse(refusal, { detail }): Answer {
    const [status, title] = REFUSALS[refusal]
    const words =
      refusal === 'rate-limited' ? 'Request was throttled. Your rate limit resets in ~10s.' : detail
    return { status, body: { title, detail: words, status } }
  },
  routes: (desk) => [
    {
      method: 'POST',
      path: /^\/v1\/models\/black-forest-labs\/(flux-schnell|flux-dev)\/predictions$/,
      handle: async (exchange) => {
        const taken = await desk.takeOrder(exchange, readOrder)
        if (taken)
          await desk.begin(taken, (job) => ({ ...shown(job), status: 201 }), predictionId())
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/predictions\/([a-z0-9]+)$/,
      handle: (exchange) => desk.showJob(exchange, exchange.params[0] ?? '', shown),
    },
    {
      method: 'GET',
      path: /^\/v1\/account$/,
      handle: (exchange) =>
        desk.showAccount(exchange, ({ id }) => ({
          status: 200,
          body: { type: 'user', username: id.toLowerCase(), name: 'Simulated', github_url: null },
        })),
    },
  ],
}

const readOrder: ReadOrder = ({ json, params, headers }) => {
  const model = params[0] === 'flux-dev' ? 'flux-dev' : 'flux-schnell'
  const input = model === 'flux-dev' ? devSchema : schnellSchema
  const body = z.object({ input }).safeParse(json)
  if (!body.success) return faultOf(body.error)
  const { prompt, aspect_ratio: ratio, seed, output_format: format } = body.data.input
  return {
    model,
    prompt,
    seed,
    size: FLUX_SIZES[ratio],
    format: format === 'jpg' ? 'jpeg' : format,
    correlationId: clientRequestId(headers),
    moderatedAsJob: true,
  }
}

function shown(job: JobView): Answer {
  const { id, state, seed, order, beganAt } = job
  const hasRun = state === 'done' || state === 'failed' || state === 'filtered'
  const body = {
    id,
    model: `black-forest-labs/${order.model}`,
    version: 'hidden',
    status: STATUS[state],
    input: { prompt: order.prompt, seed },
    output: state === 'done' ? [job.url()] : null,
    error: ERRORS[state] ?? null,
    logs: '',
    created_at: new Date(beganAt).toISOString(),
    data_removed: false,
    urls: { get: `https://api.replicate.com/v1/predictions/${id}` },
    ...(hasRun ? { metrics: { predict_time: 1.5, total_time: 2 } } : {}),
  }
  return { status: 200, body }
}

/** Twenty-six characters that fit into an address, as theirs. */
function predictionId(): string {
  return randomBytes(13).toString('hex')
}
