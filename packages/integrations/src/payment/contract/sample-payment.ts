import { randomUUID } from 'node:crypto'
import type {
  CreatePayment,
  GatewayEvent,
  OpenedPayment,
  PaymentRef,
  PaymentState,
} from '../payment-gateway.ts'
import type { Under } from './setup.ts'

export type PaidState = Extract<PaymentState, { kind: 'paid' }>
export type Opened = { wanted: CreatePayment; made: OpenedPayment; ref: PaymentRef }

/** An order of 5.00 that no test has used; nothing is sent. */
export function samplePayment(under: Under, change: Partial<CreatePayment> = {}): CreatePayment {
  const { gateway, notifyUrl } = under()
  return {
    orderId: randomUUID(),
    amountMinor: 500,
    currency: gateway.currencies[0] ?? 'USD',
    subject: '500 credits',
    notifyUrl,
    returnUrl: 'http://127.0.0.1:3000/en/wallet',
    expiresAt: new Date(Date.now() + 30 * 60_000),
    device: 'desktop',
    ...change,
  }
}

/** Opens a payment and the gateway's page, as a buyer's browser does. */
export async function openedPayment(
  under: Under,
  change: Partial<CreatePayment> = {},
): Promise<Opened> {
  const wanted = samplePayment(under, change)
  const made = await under().gateway.createPayment(wanted)
  const page = await fetch(made.redirectUrl)
  await page.body?.cancel()
  return { wanted, made, ref: { orderId: wanted.orderId, reference: made.reference } }
}

/** Waits for the event of one kind about this order or its payment. */
export async function heardEvent(
  under: Under,
  kind: GatewayEvent['kind'],
  about: { orderId: string; gatewayPaymentId?: string },
): Promise<GatewayEvent> {
  let found: GatewayEvent | null = null
  await under().heard((raw) => {
    const verdict = under().gateway.verifyWebhook(raw)
    if (!verdict.ok || verdict.event.kind !== kind) return false
    const { orderId, gatewayPaymentId } = verdict.event
    const fits =
      orderId === about.orderId || (orderId === null && gatewayPaymentId === about.gatewayPaymentId)
    if (fits) found = verdict.event
    return fits
  })
  if (found === null) throw new Error('heard nothing')
  return found
}

/** What the gateway says of a payment that must be paid by now. */
export async function paidState(under: Under, ref: PaymentRef): Promise<PaidState> {
  const state = await under().gateway.queryPayment(ref)
  if (state.kind !== 'paid') throw new Error(`not paid but ${state.kind}`)
  return state
}

/** A payment that has been paid and whose webhook has come. */
export async function paidPayment(
  under: Under,
  change: Partial<CreatePayment> = {},
): Promise<Opened & { paid: PaidState; event: GatewayEvent }> {
  const opened = await openedPayment(under, change)
  under().act(opened.wanted.orderId, 'pay')
  const event = await heardEvent(under, 'paid', opened.wanted)
  return { ...opened, event, paid: await paidState(under, opened.ref) }
}
