import { z } from 'zod'
import { uuidPage } from '../keyset.ts'

/** Hundredths of a credit. */
const credits = z.bigint()
export const currency = z.enum(['USD', 'CNY'])
export const gatewayId = z.enum(['sandbox', 'alipay', 'stripe'])

export const balancesOutput = z.strictObject({
  spendable: credits,
  available: credits,
  bonus: credits,
  promoEarned: credits,
  earned: credits,
  held: credits,
  pending: credits,
  debt: credits,
  /** The next bonus credits to expire, if any. */
  nextExpiry: z.strictObject({ amount: credits, expiresAt: z.date() }).nullable(),
})
export type Balances = z.infer<typeof balancesOutput>

/** What a confirmed address is granted now; null while no rule is active. */
export const starterGrantOutput = z.strictObject({ amount: credits, validDays: z.int() }).nullable()
export type StarterGrant = z.infer<typeof starterGrantOutput>

export const packView = z.strictObject({
  code: z.string(),
  /** Null for the custom amount, which has bounds instead. */
  credits: credits.nullable(),
  minCredits: credits.nullable(),
  maxCredits: credits.nullable(),
  prices: z.array(z.strictObject({ currency, amountMinor: z.int(), perCredits: credits })),
})
export const packsOutput = z.strictObject({
  packs: z.array(packView),
  gateways: z.array(gatewayId),
  /** The same gateways with the currencies that each takes. */
  methods: z.array(z.strictObject({ gateway: gatewayId, currencies: z.array(currency) })),
})

/** Which page to pay on: some gateways have one for each. */
export const device = z.enum(['desktop', 'phone'])

export const startTopUpInput = z.strictObject({
  clientId: z.uuid(),
  packCode: z.string().min(1).max(20),
  /** Only for the custom pack: whole credits, in hundredths. */
  credits: z.bigint().positive().max(100_000_000_000n).optional(),
  currency,
  gateway: gatewayId,
  device: device.default('desktop'),
})
export type StartTopUp = z.infer<typeof startTopUpInput>

export const orderStatus = z.enum([
  'pending',
  'credited',
  'cancelled',
  'expired',
  'mismatch',
  'refunded',
  'charged_back',
])
export const orderView = z.strictObject({
  id: z.uuid(),
  status: orderStatus,
  credits,
  amountMinor: z.int(),
  currency,
  gateway: gatewayId,
  device,
  /** Where to pay; null once the order is closed or while the gateway has not answered. */
  redirectUrl: z.string().nullable(),
  expiresAt: z.date(),
  paidAt: z.date().nullable(),
  creditedAt: z.date().nullable(),
  /** What went back to where it came from: minor units, and the credits taken for it. */
  refundedMinor: z.int(),
  refundedCredits: credits,
  /** The first fact of a parked order's payment that did not fit. */
  mismatchReason: z.string().nullable(),
  /** What the buyer finds on the gateway's receipt; null until it is known. */
  gatewayPaymentId: z.string().nullable(),
  createdAt: z.date(),
})
export type OrderView = z.infer<typeof orderView>
export const orderInput = z.strictObject({ orderId: z.uuid() })
export const listOrdersInput = uuidPage
export const listOrdersOutput = z.strictObject({ orders: z.array(orderView), more: z.boolean() })

export const batchInput = z.strictObject({ limit: z.int().min(1).max(100) })
export const batchOutput = z.strictObject({ processed: z.int(), more: z.boolean() })
export type Batch = z.infer<typeof batchOutput>
