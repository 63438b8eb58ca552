import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { z } from 'zod'
import { readBody } from '../http/read-body.ts'
import type { Exchange, Handler } from '../http/router.ts'
import { sendJson } from '../http/send.ts'
import { parseBracketForm } from './bracket-form.ts'
import type { Idempotency } from './idempotency.ts'
import type { StripeRefusal } from './stripe-error.ts'
import { invalidRequest, keysDiffer } from './stripe-error.ts'

export type StripeResult = { body: unknown } | StripeRefusal

const MAX_BYTES = 262_144

/**
 * One call of Stripe's API: who asks, under which idempotency key, with which parameters. A POST's parameters are its
 * form, a GET's its query.
 */
export function stripeCall<Input>(
  shared: { secretKey: string; idempotency: Idempotency },
  schema: z.ZodType<Input>,
  act: (input: Input, params: readonly string[]) => StripeResult,
): Handler {
  return async (exchange) => {
    const { request, url } = exchange
    const denied = denialOf(request.headers.authorization, shared.secretKey)
    if (denied) return answer(exchange, denied)
    const isPost = request.method === 'POST'
    const text = isPost
      ? (await readBody(request, MAX_BYTES))?.toString('utf8')
      : url.search.slice(1)
    if (text === undefined) return answer(exchange, invalidRequest('Request too large.'))
    const key = isPost ? request.headers['idempotency-key'] : undefined
    if (typeof key !== 'string') return answer(exchange, run(schema, text, act, exchange.params))
    if (key.length > 255)
      return answer(exchange, invalidRequest('Idempotency keys have at most 255 characters.'))
    const known = shared.idempotency.find(key, `${url.pathname}\n${text}`)
    if (known === 'differs') return answer(exchange, keysDiffer)
    if (known !== null)
      return send(exchange, known.status, known.body, { 'idempotent-replayed': 'true' })
    const result = run(schema, text, act, exchange.params)
    // What was never started may be asked again under the same key.
    if (!('error' in result) || result.isSaved)
      shared.idempotency.keep(key, `${url.pathname}\n${text}`, answeredOf(result))
    answer(exchange, result)
  }
}

function run<Input>(
  schema: z.ZodType<Input>,
  text: string,
  act: (input: Input, params: readonly string[]) => StripeResult,
  params: readonly string[],
): StripeResult {
  const form = parseBracketForm(text)
  if (form === null) return invalidRequest('Invalid request form.')
  const parsed = schema.safeParse(form)
  return parsed.success ? act(parsed.data, params) : refusalOf(parsed.error)
}

function refusalOf(error: z.ZodError): StripeRefusal {
  const [issue] = error.issues
  const [head = '', ...rest] = issue?.path.map(String) ?? []
  const path = head + rest.map((part) => `[${part}]`).join('')
  if (issue?.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys
    const param = path === '' ? name : `${path}[${name}]`
    return invalidRequest(`Received unknown parameter: ${param}`, {
      code: 'parameter_unknown',
      param,
    })
  }
  const isMissing = issue?.code === 'invalid_type' && issue.message.includes('undefined')
  return invalidRequest(
    isMissing ? `Missing required param: ${path}.` : `Invalid ${path}: ${issue?.message ?? ''}`,
    { ...(isMissing ? { code: 'parameter_missing' } : {}), param: path },
  )
}

function denialOf(authorization: string | undefined, secretKey: string): StripeRefusal | null {
  const given = Buffer.from(/^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '')
  const wanted = Buffer.from(secretKey)
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return null
  return invalidRequest(
    given.length === 0
      ? 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.'
      : `Invalid API Key provided: ${given.toString().slice(0, 7)}****`,
    { status: 401 },
  )
}

function answeredOf(result: StripeResult): { status: number; body: unknown } {
  return 'error' in result
    ? { status: result.status, body: { error: result.error } }
    : { status: 200, body: result.body }
}

function answer(exchange: Exchange, result: StripeResult): void {
  const { status, body } = answeredOf(result)
  send(exchange, status, body)
}

function send(
  { request, response }: Exchange,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const version = request.headers['stripe-version']
  sendJson(response, status, body, {
    'request-id': `req_${randomBytes(7).toString('hex')}`,
    ...(typeof version === 'string' ? { 'stripe-version': version } : {}),
    ...headers,
  })
}
