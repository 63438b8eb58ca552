import { z } from 'zod'
import { numberPage, uuidPage } from '../keyset.ts'

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

export const statementType = z.enum([
  'recharge',
  'hold',
  'consume',
  'release',
  'earn',
  'commission',
  'refund',
  'bonus',
  'expiry',
  'adjustment',
  'chargeback',
  'mature',
  'compensation',
])
export const statementInput = numberPage.extend({
  types: z.array(statementType).max(13).default([]),
})
export type StatementInput = z.infer<typeof statementInput>

const statementLine = z.strictObject({
  id: z.bigint(),
  type: statementType,
  amount: credits,
  spendableDelta: credits,
  heldDelta: credits,
  pendingDelta: credits,
  spendableAfter: credits,
  heldAfter: credits,
  pendingAfter: credits,
  taskId: z.uuid().nullable(),
  runId: z.uuid().nullable(),
  orderId: z.uuid().nullable(),
  description: z.string(),
  createdAt: z.date(),
})
export type StatementLine = z.infer<typeof statementLine>
export const statementOutput = z.strictObject({ lines: z.array(statementLine), more: z.boolean() })

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
})

export const startTopUpInput = z.strictObject({
  clientId: z.uuid(),
  packCode: z.string().min(1).max(20),
  /** Only for the custom pack: whole credits, in hundredths. */
  credits: z.bigint().positive().max(100_000_000_000n).optional(),
  currency,
  gateway: gatewayId,
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
  /** Where to pay; null once the order is closed or while the gateway has not answered. */
  redirectUrl: z.string().nullable(),
  expiresAt: z.date(),
  paidAt: z.date().nullable(),
  creditedAt: z.date().nullable(),
  createdAt: z.date(),
})
export type OrderView = z.infer<typeof orderView>
export const orderInput = z.strictObject({ orderId: z.uuid() })
export const listOrdersInput = uuidPage
export const listOrdersOutput = z.strictObject({ orders: z.array(orderView), more: z.boolean() })

export const batchInput = z.strictObject({ limit: z.int().min(1).max(100) })
export const batchOutput = z.strictObject({ processed: z.int(), more: z.boolean() })
export type Batch = z.infer<typeof batchOutput>
