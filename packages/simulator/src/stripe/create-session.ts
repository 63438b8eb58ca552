import type { StripeDesk } from './stripe-desk.ts'
import type { StripeRefusal } from './stripe-error.ts'
import { invalidRequest } from './stripe-error.ts'
import type { StripePayment } from './stripe-payment.ts'
import type { CreateSession } from './stripe-schemas.ts'

const LEAST_USD = 50
const MOST = 99_999_999
const SHORTEST_S = 30 * 60
const LONGEST_S = 24 * 3600

/** Opens a hosted page, within Stripe's bounds for amounts and times. */
export function createSession(
  desk: StripeDesk,
  asked: CreateSession,
  nowMs: number,
): StripePayment | StripeRefusal {
  const nowS = Math.floor(nowMs / 1000)
  const expiresAt = asked.expires_at ?? nowS + LONGEST_S
  if (expiresAt < nowS + SHORTEST_S || expiresAt > nowS + LONGEST_S)
    return invalidRequest(
      `The \`expires_at\` timestamp must be ${expiresAt > nowS + SHORTEST_S ? 'less than 24 hours' : 'at least 30 minutes'} from Checkout Session creation.`,
      { param: 'expires_at' },
    )
  const [item] = asked.line_items
  if (!item) return invalidRequest('Missing required param: line_items.', { param: 'line_items' })
  const { currency, unit_amount: unit, product_data: product } = item.price_data
  const amountMinor = unit * item.quantity
  if (currency === 'usd' && amountMinor < LEAST_USD)
    return invalidRequest(
      'The Checkout Session’s total amount due must add up to at least $0.50 usd',
      {
        code: 'amount_too_small',
        isSaved: true,
      },
    )
  if (amountMinor > MOST || amountMinor < 1)
    return invalidRequest('The amount is out of bounds.', {
      code: amountMinor < 1 ? 'amount_too_small' : 'amount_too_large',
      isSaved: true,
    })
  return desk.book.open({
    orderId: asked.client_reference_id ?? '',
    merchant: 'Aetherflow',
    amountMinor,
    currency: currency === 'usd' ? 'USD' : 'CNY',
    subject: product.name,
    notifyUrl: asked.metadata?.['notifyUrl'] ?? '',
    returnUrl: asked.success_url,
    cancelUrl: asked.cancel_url ?? asked.success_url,
    expiresAt: new Date(expiresAt * 1000).toISOString(),
    clientReferenceId: asked.client_reference_id ?? null,
    metadata: asked.metadata ?? {},
    intentMetadata: asked.payment_intent_data?.metadata ?? {},
    submitted: false,
  })
}
