import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { OutputFormat } from '../art/draw-picture.ts'
import { sizeOf } from '../art/sizes.ts'
import { maskKey } from '../bill.ts'
import { readBody } from '../http/read-body.ts'
import { readForm } from '../http/read-form.ts'
import type { Exchange, Handler } from '../http/router.ts'
import type { Scenario } from '../scenario.ts'
import type { World } from '../world.ts'
import type { Account } from './accounts.ts'
import { answerFault, answerImage } from './answer.ts'
import type { Picture } from './answer.ts'
import { authorize } from './authorize.ts'
import type { Endpoint } from './endpoint.ts'
import { sendBadRequest, sendV2Error } from './errors.ts'
import type { V2ErrorName } from './errors.ts'
import { createFields, readGenerateFields } from './fields.ts'
import type { GenerateFields } from './fields.ts'

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
  fields: GenerateFields
  model: string
  credits: number
}
type Note = (line: {
  status: number
  billed?: number
  model?: string
  key?: string
  account?: Account
}) => void

/** A generate route: the same checks in the vendor's order, then a picture, a charge and an answer. */
export function generate(world: World, endpoint: Endpoint): Handler {
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
    const fields = readGenerateFields(reader)
    const { model, credits } = endpoint.readModel(reader)
    if (!acceptable(request.headers.accept))
      reader.errors.push('accept: must be image/* or application/json')
    if (reader.errors.length > 0)
      return note({
        status: sendBadRequest(response, requestId, reader.errors),
        model,
        key,
        account,
      })
    const scenario =
      early ?? world.scenarios.take({ key: '', kind: 'generate', prompt: fields.prompt })
    await answerCall(
      { world, exchange, endpoint, requestId, key, account, fields, model, credits },
      scenario,
      note,
    )
  }
}

function createNote(
  world: World,
  { request }: Exchange,
  endpoint: Endpoint,
  requestId: string,
): Note {
  const correlationId = request.headers['stability-client-user-id']
  return ({ status, billed = 0, model = endpoint.name, key = '', account }) => {
    world.bill.add({
      key: maskKey(key),
      account: account?.id ?? null,
      endpoint: `/v2beta/stable-image/generate/${endpoint.name}`,
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

async function answerCall(call: Call, scenario: Scenario | null, note: Note): Promise<void> {
  const { exchange, requestId, key, account, fields, model, credits } = call
  const { response } = exchange
  const refuse = (error: V2ErrorName) =>
    note({ status: sendV2Error(response, requestId, error), model, key, account })
  const refusal = scenario ? REFUSALS[scenario.fault] : undefined
  if (refusal) return refuse(refusal)
  if (NOT_ENGLISH.test(fields.prompt)) return refuse('invalid_language')
  if (account.credits - account.reserved < credits) return refuse('payment_required')
  if (scenario?.fault === 'hang') return note({ status: 0, model, key, account })
  if (scenario?.fault === 'html') {
    note({ status: 200, model, key, account })
    return answerFault(exchange, 'html', null)
  }
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
  account.credits -= credits
  const lost = scenario?.fault === 'drop-after-billing' || scenario?.fault === 'hang-after-billing'
  note({ status: lost ? 0 : 200, billed: credits, model, key, account })
  if (scenario) await answerFault(exchange, scenario.fault, picture)
  else answerImage(exchange, picture)
}

async function makePicture(call: Call, scenario: Scenario | null): Promise<Picture> {
  const { world, endpoint, fields, model, requestId } = call
  const seed = fields.seed === 0 ? randomInt(1, 4_294_967_294) : fields.seed
  const [shortest, longest] = endpoint.latencyMs
  const slowMs = scenario?.fault === 'slow' ? (scenario.delayMs ?? DEFAULT_SLOW_MS) : 0
  const waitMs = Math.max(
    slowMs,
    world.latencyFactor * (shortest + Math.random() * (longest - shortest)),
  )
  const filtered = scenario?.fault === 'filtered'
  const format: OutputFormat = fields.format
  const [bytes] = await Promise.all([
    world.draw({
      prompt: fields.prompt,
      negativePrompt: fields.negativePrompt,
      model,
      seed,
      stylePreset: fields.stylePreset,
      size: sizeOf(model, fields.aspectRatio),
      format,
      blurred: filtered,
    }),
    waitMs > 0 ? sleep(waitMs) : undefined,
  ])
  return {
    bytes,
    mimeType: `image/${format}`,
    seed,
    finishReason: filtered ? 'CONTENT_FILTERED' : 'SUCCESS',
    requestId,
  }
}
