import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { readBody } from '../http/read-body.ts'
import type { Exchange, Handler, Route } from '../http/router.ts'
import { sendJson } from '../http/send.ts'
import type { World } from '../world.ts'
import { closeSchema, openPaymentSchema, refundSchema } from './sandbox-schemas.ts'
import { lineView, paymentView } from './sandbox-views.ts'
import { isSigned } from './signature.ts'

export type SandboxIdentity = { secret: string; merchant: string; publicUrl: () => string }

const MAX_JSON_BYTES = 65_536
const LINES_PER_PAGE = 200
const payments = '/sandbox/v1/payments'

/** What the merchant may ask: every request is signed, a POST over its body, a GET over its path. */
export function sandboxApi(world: World, identity: SandboxIdentity): Route[] {
  const post = (path: RegExp, handle: Handler): Route => ({ method: 'POST', path, handle })
  const get = (path: RegExp, handle: Handler): Route => ({ method: 'GET', path, handle })
  return [
    post(new RegExp(`^${payments}$`), openPayment(world, identity)),
    get(new RegExp(`^${payments}/([^/]+)$`), queryPayment(world, identity)),
    post(new RegExp(`^${payments}/([^/]+)/refunds$`), refundPayment(world, identity)),
    post(new RegExp(`^${payments}/([^/]+)/close$`), closePayment(world, identity)),
    get(
      /^\/sandbox\/v1\/statements\/(\d{4}-\d{2}-\d{2})\/(\d{1,5})$/,
      showStatement(world, identity),
    ),
  ]
}

function isTrusted(
  world: World,
  identity: SandboxIdentity,
  { request }: Exchange,
  signedText: string,
): boolean {
  const signature = request.headers['x-sandbox-signature']
  return (
    request.headers['x-sandbox-merchant'] === identity.merchant &&
    typeof signature === 'string' &&
    isSigned(identity.secret, signedText, signature, world.now())
  )
}

/** A signed body of the right shape that speaks for its signer; otherwise it is answered and null. */
async function readSigned<Input extends { merchant: string }>(
  world: World,
  identity: SandboxIdentity,
  exchange: Exchange,
  schema: z.ZodType<Input>,
): Promise<Input | null> {
  const refuse = (status: number, error: string) => {
    sendJson(exchange.response, status, { error })
    return null
  }
  const body = (await readBody(exchange.request, MAX_JSON_BYTES))?.toString('utf8')
  if (body === undefined) return refuse(413, 'body too large')
  if (!isTrusted(world, identity, exchange, body))
    return refuse(401, 'signature or merchant not accepted')
  const parsed = schema.safeParse(parseJson(body))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return refuse(400, `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not valid'}`)
  }
  if (parsed.data.merchant !== identity.merchant) return refuse(403, 'merchant: not the signer')
  return parsed.data
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function openPayment(world: World, identity: SandboxIdentity): Handler {
  return async (exchange) => {
    const { response } = exchange
    const wanted = await readSigned(world, identity, exchange, openPaymentSchema)
    if (wanted === null) return
    const contentHash = createHash('sha256').update(JSON.stringify(wanted)).digest('hex')
    const known = world.sandbox.byOrder(wanted.orderId)
    if (known && known.contentHash !== contentHash)
      return sendJson(response, 409, { error: 'orderId: already used with other content' })
    const { id } = known ?? world.sandbox.open({ ...wanted, contentHash })
    sendJson(response, known ? 200 : 201, {
      id: `pay_${id}`,
      payUrl: `${identity.publicUrl()}/sandbox/pay/pay_${id}`,
    })
  }
}

function queryPayment(world: World, identity: SandboxIdentity): Handler {
  return (exchange) => {
    const { response, url, params } = exchange
    if (!isTrusted(world, identity, exchange, url.pathname))
      return sendJson(response, 401, { error: 'signature or merchant not accepted' })
    const payment = world.sandbox.byOrder(params[0] ?? '')
    if (!payment) return sendJson(response, 404, { error: 'orderId: not found' })
    sendJson(response, 200, paymentView(payment))
  }
}

function refundPayment(world: World, identity: SandboxIdentity): Handler {
  return async (exchange) => {
    const { response, params } = exchange
    const asked = await readSigned(world, identity, exchange, refundSchema)
    if (asked === null) return
    const payment = world.sandbox.byOrder(params[0] ?? '')
    if (!payment) return sendJson(response, 404, { error: 'orderId: not found' })
    if (payment.currency !== asked.currency)
      return sendJson(response, 400, { error: 'currency: not the payment’s' })
    const { refundId, amountMinor, reason } = asked
    const answer = world.sandbox.refund(payment, { refundId, amountMinor, reason })
    if (!('refund' in answer))
      return sendJson(response, 422, { error: `refund refused: ${answer.kind}`, code: answer.kind })
    sendJson(response, answer.kind === 'refunded' ? 201 : 200, {
      id: `ref_${answer.refund.id}`,
      refundId,
      status: 'done',
    })
  }
}

function closePayment(world: World, identity: SandboxIdentity): Handler {
  return async (exchange) => {
    const { response, params } = exchange
    if ((await readSigned(world, identity, exchange, closeSchema)) === null) return
    const payment = world.sandbox.byOrder(params[0] ?? '')
    if (!payment) return sendJson(response, 404, { error: 'orderId: not found' })
    world.sandbox.end(payment, 'expired')
    sendJson(response, 200, paymentView(payment))
  }
}

function showStatement(world: World, identity: SandboxIdentity): Handler {
  return (exchange) => {
    const { response, url, params } = exchange
    if (!isTrusted(world, identity, exchange, url.pathname))
      return sendJson(response, 401, { error: 'signature or merchant not accepted' })
    const lines = world.sandbox.linesOf(params[0] ?? '')
    const start = Number(params[1]) * LINES_PER_PAGE
    sendJson(response, 200, {
      lines: lines.slice(start, start + LINES_PER_PAGE).map(lineView),
      more: lines.length > start + LINES_PER_PAGE,
    })
  }
}
