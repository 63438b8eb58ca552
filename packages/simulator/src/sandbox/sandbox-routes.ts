import { randomBytes } from 'node:crypto'
import { readBody } from '../http/read-body.ts'
import { readForm } from '../http/read-form.ts'
import type { Exchange, Handler, Route } from '../http/router.ts'
import { sendJson, sendPage } from '../http/send.ts'
import { languageOf } from '../pages/language.ts'
import { missingPage } from '../pages/missing-page.ts'
import { payPage } from '../pages/pay-page.ts'
import type { World } from '../world.ts'
import { openPaymentSchema } from './payments.ts'
import type { Outcome, Payment } from './payments.ts'
import { isSigned } from './signature.ts'

export type SandboxIdentity = { secret: string; merchant: string; publicUrl: () => string }

const MAX_JSON_BYTES = 65_536
const BUTTONS: Record<string, Outcome> = { pay: 'paid', cancel: 'cancelled', expire: 'expired' }

/** The sandbox gateway: a signed API for the merchant, a page for the buyer. */
export function sandboxRoutes(world: World, identity: SandboxIdentity): Route[] {
  return [
    { method: 'POST', path: /^\/sandbox\/v1\/payments$/, handle: openPayment(world, identity) },
    {
      method: 'GET',
      path: /^\/sandbox\/v1\/payments\/([^/]+)$/,
      handle: queryPayment(world, identity),
    },
    { method: 'GET', path: /^\/sandbox\/pay\/([^/]+)$/, handle: showPayPage(world) },
    { method: 'POST', path: /^\/sandbox\/pay\/([^/]+)$/, handle: pressButton(world) },
  ]
}

function trusted(
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

function openPayment(world: World, identity: SandboxIdentity): Handler {
  return async (exchange) => {
    const { request, response } = exchange
    const body = (await readBody(request, MAX_JSON_BYTES))?.toString('utf8')
    if (body === undefined) return sendJson(response, 413, { error: 'body too large' })
    if (!trusted(world, identity, exchange, body))
      return sendJson(response, 401, { error: 'signature or merchant not accepted' })
    const parsed = openPaymentSchema.safeParse(parseJson(body))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      return sendJson(response, 400, {
        error: `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not valid'}`,
      })
    }
    if (parsed.data.merchant !== identity.merchant)
      return sendJson(response, 403, { error: 'merchant: not the signer' })
    const opened = world.payments.open(parsed.data)
    if (opened.kind === 'conflict')
      return sendJson(response, 409, { error: 'orderId: already used with other content' })
    const { id } = opened.payment
    sendJson(response, opened.kind === 'opened' ? 201 : 200, {
      id,
      payUrl: `${identity.publicUrl()}/sandbox/pay/${id}`,
    })
  }
}

function queryPayment(world: World, identity: SandboxIdentity): Handler {
  return (exchange) => {
    const { response, url, params } = exchange
    if (!trusted(world, identity, exchange, url.pathname))
      return sendJson(response, 401, { error: 'signature or merchant not accepted' })
    const payment = world.payments.byOrder(params[0] ?? '')
    if (!payment) return sendJson(response, 404, { error: 'orderId: not found' })
    const { id, orderId, merchant, amountMinor, currency, status, closedAt } = payment
    sendJson(response, 200, {
      id,
      orderId,
      merchant,
      amountMinor,
      currency,
      status,
      paidAt: status === 'paid' ? closedAt : null,
    })
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function showPayPage(world: World): Handler {
  return (exchange) => {
    const payment = world.payments.byId(exchange.params[0] ?? '')
    sendPayPage(exchange, payment)
  }
}

function sendPayPage({ request, response, url }: Exchange, payment: Payment | undefined): void {
  const nonce = randomBytes(16).toString('base64')
  const language = languageOf(url, request.headers['accept-language'])
  if (!payment)
    return sendPage(response, { status: 404, html: missingPage({ nonce, language }), nonce })
  // Browsers hold a form's redirect to form-action too, so the shop's origin must be named.
  sendPage(response, {
    html: payPage({ payment, nonce, language }),
    nonce,
    formTargets: [new URL(payment.returnUrl).origin],
  })
}

function pressButton(world: World): Handler {
  return async (exchange) => {
    const { request, response, params } = exchange
    const payment = world.payments.byId(params[0] ?? '')
    const body = await readBody(request, 4096)
    const form = body && (await readForm(body, request.headers['content-type'] ?? ''))
    const button = form?.get('button')
    const outcome = typeof button === 'string' ? BUTTONS[button] : undefined
    if (!payment || !outcome || form?.get('token') !== payment.formToken)
      return sendPayPage(exchange, payment)
    world.payments.close(payment, outcome)
    response.writeHead(303, { location: payment.returnUrl, 'cache-control': 'no-store' })
    response.end()
  }
}
