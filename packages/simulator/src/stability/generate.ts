import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { maskKey } from '../bill.ts'
import { readBody } from '../http/read-body.ts'
import { readForm } from '../http/read-form.ts'
import type { Exchange, Handler } from '../http/router.ts'
import type { Scenario } from '../scenario.ts'
import type { World } from '../world.ts'
import type { Account } from './accounts.ts'
import { answerFault, answerImage, answerJob } from './answer.ts'
import type { Picture } from './answer.ts'
import { authorize } from './authorize.ts'
import type { Endpoint, Order } from './endpoint.ts'
import { sendBadRequest, sendV2Error } from './errors.ts'
import type { V2ErrorName } from './errors.ts'
import { createFields } from './fields.ts'
import type { Results } from './results.ts'
import { blur } from './retouch.ts'

const MAX_BODY_BYTES = 10 * 1024 * 1024
/** Scripts that the vendor's language check turns away. */
const NOT_ENGLISH =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Script=Cyrillic}|\p{Script=Arabic}|\p{Script=Thai}|\p{Script=Devanagari}|\p{Script=Hebrew}/u
const DEFAULT_SLOW_MS = 20_000

type Call = {
  world: World
  exchange: Exchange
  endpoint: Endpoint
  requestId: string
  key: string
  account: Account
  order: Order
}
type Note = (line: {
  status: number
  billed?: number
  model?: string
  key?: string
  account?: Account
}) => void

/** A route that makes a picture: the same checks in the vendor's order, then a picture, a charge and an answer. */
export function generate(world: World, endpoint: Endpoint, results: Results): Handler {
  return async (exchange) => {
    const requestId = randomBytes(16).toString('hex')
    const note = createNote(world, exchange, endpoint, requestId)
    const { request, response } = exchange
    const caller = authorize(world, request)
    if (caller.kind !== 'caller') {
      note({
        status: sendV2Error(response, requestId, 'unauthorized'),
        key: caller.kind === 'wrong' ? caller.key : '',
      })
      return
    }
    const { key, account } = caller
    const early = world.scenarios.take({ key, kind: 'generate' })
    if (early?.fault === 'drop-before-reading') {
      note({ status: 0, key, account })
      request.socket.destroy()
      return
    }
    const refuse = (error: V2ErrorName) =>
      note({ status: sendV2Error(response, requestId, error), key, account })
    if (!world.rateLimit.allow(key)) return refuse('rate_limit_exceeded')
    const contentType = request.headers['content-type']
    if (!contentType)
      return note({
        status: sendBadRequest(response, requestId, ['content-type: required']),
        key,
        account,
      })
    const body = await readBody(request, MAX_BODY_BYTES)
    if (!body) {
      response.setHeader('connection', 'close')
      return refuse('payload_too_large')
    }
    const form = contentType.startsWith('multipart/form-data')
      ? await readForm(body, contentType)
      : null
    if (!form)
      return note({
        status: sendBadRequest(response, requestId, ['content-type: must be multipart/form-data']),
        key,
        account,
      })
    const reader = createFields(form)
    const order = await endpoint.read(reader)
    if (!acceptable(request.headers.accept))
      reader.errors.push('accept: must be image/* or application/json')
    if (reader.errors.length > 0)
      return note({
        status: sendBadRequest(response, requestId, reader.errors),
        model: order.model,
        key,
        account,
      })
    const scenario =
      early ?? world.scenarios.take({ key: '', kind: 'generate', prompt: order.prompt })
    const call = { world, exchange, endpoint, requestId, key, account, order }
    await answerCall(call, scenario, { note, results })
  }
}

function createNote(
  world: World,
  { request }: Exchange,
  endpoint: Endpoint,
  requestId: string,
): Note {
  const correlationId = request.headers['stability-client-user-id']
  return ({ status, billed = 0, model = nameOf(endpoint), key = '', account }) => {
    world.bill.add({
      key: maskKey(key),
      account: account?.id ?? null,
      endpoint: `/v2beta/stable-image/${endpoint.path}`,
      model,
      credits: billed,
      correlationId: typeof correlationId === 'string' ? correlationId : null,
      requestId,
      outcome: billed > 0 ? 'billed' : 'free',
      status,
    })
  }
}

function acceptable(accept: string | undefined): boolean {
  return (
    accept === undefined ||
    /^(\*\/\*|image\/(\*|png|jpeg|webp)|application\/json(;.*)?)$/.test(accept.trim())
  )
}

const REFUSALS: Partial<Record<Scenario['fault'], V2ErrorName>> = {
  unauthorized: 'unauthorized',
  drained: 'payment_required',
  'invalid-language': 'invalid_language',
  'public-figure': 'public_figure',
  moderated: 'content_moderation',
  'rate-limited': 'rate_limit_exceeded',
  'server-error': 'internal_error',
}

const nameOf = ({ path }: Endpoint) => path.slice(path.indexOf('/') + 1)

async function answerCall(
  call: Call,
  scenario: Scenario | null,
  { note, results }: { note: Note; results: Results },
): Promise<void> {
  const { exchange, endpoint, requestId, key, account, order } = call
  const { response } = exchange
  const { model, credits } = order
  const refuse = (error: V2ErrorName) =>
    note({ status: sendV2Error(response, requestId, error), model, key, account })
  const refusal = scenario ? REFUSALS[scenario.fault] : undefined
  if (refusal) return refuse(refusal)
  if (NOT_ENGLISH.test(order.prompt)) return refuse('invalid_language')
  if (account.credits - account.reserved < credits) return refuse('payment_required')
  if (scenario?.fault === 'hang') return note({ status: 0, model, key, account })
  if (scenario?.fault === 'html') {
    note({ status: 200, model, key, account })
    return answerFault(exchange, 'html', null)
  }
  if (endpoint.later === true) return beginJob(call, scenario, { note, results })
  account.reserved += credits
  let picture: Picture
  try {
    picture = await makePicture(call, scenario)
  } catch (error) {
    refuse('internal_error')
    throw error
  } finally {
    account.reserved -= credits
  }
  charge(call, scenario, note)
  if (scenario) await answerFault(exchange, scenario.fault, picture)
  else answerImage(exchange, picture)
}

function charge({ order, key, account }: Call, scenario: Scenario | null, note: Note): void {
  account.credits -= order.credits
  const lost = scenario?.fault === 'drop-after-billing' || scenario?.fault === 'hang-after-billing'
  note({ status: lost ? 0 : 200, billed: order.credits, model: order.model, key, account })
}

/** Charges for a job that will be done, and answers with its name; the picture is made meanwhile. */
async function beginJob(
  call: Call,
  scenario: Scenario | null,
  { note, results }: { note: Note; results: Results },
): Promise<void> {
  const { exchange, requestId, key, account, order } = call
  const ends = scenario?.fault
  const id = results.begin(account, async () => {
    if (ends === 'job-failed') return 'internal_error'
    if (ends === 'job-moderated') return 'content_moderation'
    if (ends === 'job-stuck') return new Promise(() => {})
    return makePicture(call, scenario)
  })
  if (ends === 'job-failed' || ends === 'job-moderated')
    note({ status: 200, model: order.model, key, account })
  else charge(call, scenario, note)
  await answerJob(exchange, { id, requestId }, scenario?.fault)
}

async function makePicture(call: Call, scenario: Scenario | null): Promise<Picture> {
  const { world, endpoint, order, requestId } = call
  const { format } = order
  const seed = order.seed === 0 ? randomInt(1, 4_294_967_294) : order.seed
  const [shortest, longest] = endpoint.latencyMs
  const slowMs = scenario?.fault === 'slow' ? (scenario.delayMs ?? DEFAULT_SLOW_MS) : 0
  const waitMs = Math.max(
    slowMs,
    world.latencyFactor * (shortest + Math.random() * (longest - shortest)),
  )
  const filtered = scenario?.fault === 'filtered'
  const [painted] = await Promise.all([
    order.paint(world.draw, seed),
    waitMs > 0 ? sleep(waitMs) : undefined,
  ])
  return {
    bytes: filtered ? await blur(painted, format) : painted,
    mimeType: `image/${format}`,
    seed,
    finishReason: filtered ? 'CONTENT_FILTERED' : 'SUCCESS',
    requestId,
  }
}
