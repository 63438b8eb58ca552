import type Stripe from 'stripe'
import { checked } from '../checked.ts'
import { GatewayError } from '../gateway-error.ts'
import type { StatementLine } from '../payment-gateway.ts'
import { utcDay } from '../payment-schemas.ts'
import { throughStripe } from './stripe-failure.ts'
import { bookedSchema, bookedSourceSchema, readAnswer } from './stripe-schemas.ts'

/** Past this a day is not compared at all: half a day must never be compared with a whole one. */
const most = 10_000

/**
 * Stripe's categories of its balance, as our books call them; fees, payouts and transfers are not the buyers' money.
 * @see https://docs.stripe.com/reports/reporting-categories
 */
const meaning: Record<string, { kind: StatementLine['kind']; sign: 1 | -1 }> = {
  charge: { kind: 'payment', sign: 1 },
  charge_failure: { kind: 'payment', sign: -1 },
  refund: { kind: 'refund', sign: -1 },
  refund_failure: { kind: 'refund', sign: 1 },
  dispute: { kind: 'dispute', sign: -1 },
  dispute_reversal: { kind: 'dispute-return', sign: 1 },
}

/**
 * What Stripe booked on one UTC day. Amounts are the buyers', in the buyers' currency: a balance transaction itself
 * counts in the currency that Stripe pays out. A refund that failed comes back as a refund with a positive amount.
 * @throws GatewayError
 */
export async function stripeStatement(client: Stripe, day: string): Promise<StatementLine[]> {
  const start = Date.parse(`${checked(utcDay, day)}T00:00:00Z`) / 1000
  const booked = await throughStripe(() =>
    client.balanceTransactions
      .list({ created: { gte: start, lt: start + 86_400 }, limit: 100, expand: ['data.source'] })
      .autoPagingToArray({ limit: most }),
  )
  if (booked.length >= most) throw new GatewayError('GATEWAY_UNKNOWN')
  return booked.flatMap((each) => {
    const { created, reporting_category: category, source } = readAnswer(bookedSchema, each)
    const means = meaning[category]
    if (means === undefined) return []
    const moved = readAnswer(bookedSourceSchema, source)
    return [
      {
        kind: means.kind,
        gatewayPaymentId: moved.payment_intent ?? moved.id,
        orderId: moved.metadata['orderId'] ?? null,
        amountMinor: means.sign * moved.amount,
        currency: moved.currency,
        at: created,
      },
    ]
  })
}
