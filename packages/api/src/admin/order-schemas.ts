import { z } from 'zod'
import { reason } from '../disputes/desk-schemas.ts'
import { uuidPage } from '../keyset.ts'
import { currency, gatewayId, orderStatus } from '../wallet/schemas.ts'

/** Hundredths of a credit. */
const credits = z.bigint()
const minor = z.int()
export const person = z.strictObject({ id: z.uuid(), email: z.string() })
/** An id, an e-mail address, a payment id or the beginning of one: never a pattern. */
export const searchText = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u)

export const ordersInput = uuidPage.extend({
  /** An order's or a buyer's id, an e-mail address, a gateway's payment id: exactly; an e-mail also by its beginning. */
  search: searchText.default(''),
  statuses: z.array(orderStatus).max(7).default([]),
  gateway: gatewayId.optional(),
})
export type OrdersInput = z.infer<typeof ordersInput>
export const orderRow = z.strictObject({
  id: z.uuid(),
  user: person,
  status: orderStatus,
  credits,
  amountMinor: minor,
  currency,
  gateway: gatewayId,
  gatewayPaymentId: z.string().nullable(),
  device: z.string(),
  mismatchReason: z.string().nullable(),
  refundedMinor: minor,
  refundedCredits: credits,
  openIncidents: z.int(),
  paidAt: z.date().nullable(),
  creditedAt: z.date().nullable(),
  expiresAt: z.date(),
  createdAt: z.date(),
})
export type OrderRow = z.infer<typeof orderRow>
export const ordersOutput = z.strictObject({ orders: z.array(orderRow), more: z.boolean() })

export const orderInput = z.strictObject({ orderId: z.uuid() })
const event = z.strictObject({
  id: z.uuid(),
  eventId: z.string(),
  kind: z.string(),
  receivedAt: z.date(),
  processedAt: z.date().nullable(),
  outcome: z.string().nullable(),
  attempts: z.int(),
})
export type OrderEvent = z.infer<typeof event>

const incidentState = z.enum(['open', 'resolved'])
export const incidentView = z.strictObject({
  id: z.uuid(),
  gateway: gatewayId,
  gatewayPaymentId: z.string(),
  /** Null for a payment that names no order of ours. */
  orderId: z.uuid().nullable(),
  user: person.nullable(),
  /** What the order asked for; null without one. */
  expectedMinor: minor.nullable(),
  expectedCurrency: z.string().nullable(),
  reason: z.string(),
  amountMinor: minor,
  currency: z.string(),
  merchant: z.string(),
  state: incidentState,
  resolution: z.enum(['refunded', 'dismissed', 'rechecked']).nullable(),
  note: z.string().nullable(),
  handledBy: person.nullable(),
  createdAt: z.date(),
  resolvedAt: z.date().nullable(),
})
export type IncidentView = z.infer<typeof incidentView>
export const incidentsInput = uuidPage.extend({ state: incidentState.optional() })
export type IncidentsInput = z.infer<typeof incidentsInput>
export const incidentsOutput = z.strictObject({
  incidents: z.array(incidentView),
  more: z.boolean(),
})

const refundState = z.enum(['awaiting_approval', 'requested', 'debited', 'done', 'refused'])
export const refundView = z.strictObject({
  id: z.uuid(),
  orderId: z.uuid(),
  incidentId: z.uuid().nullable(),
  user: person,
  gateway: gatewayId,
  /** 0 for a payment that was never credited. */
  credits,
  amountMinor: minor,
  currency: z.string(),
  reason: z.string(),
  state: refundState,
  requestedBy: person,
  approvedBy: person.nullable(),
  failure: z.string().nullable(),
  attempts: z.int(),
  gatewayRefundId: z.string().nullable(),
  /** It awaits approval and is not the caller's own. */
  mayApprove: z.boolean(),
  createdAt: z.date(),
  debitedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
})
export type RefundView = z.infer<typeof refundView>
export const refundsInput = uuidPage.extend({ states: z.array(refundState).max(5).default([]) })
export type RefundsInput = z.infer<typeof refundsInput>
export const refundsOutput = z.strictObject({ refunds: z.array(refundView), more: z.boolean() })

const chargebackView = z.strictObject({
  id: z.uuid(),
  orderId: z.uuid(),
  user: person,
  gateway: gatewayId,
  gatewayDisputeId: z.string(),
  amountMinor: minor,
  currency: z.string(),
  credits,
  state: z.enum(['opened', 'debited', 'won', 'lost']),
  /** What the wallet still had, and what its owner owes. */
  taken: credits,
  owed: credits,
  createdAt: z.date(),
  debitedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
})
export type ChargebackView = z.infer<typeof chargebackView>
export const chargebacksInput = uuidPage
export const chargebacksOutput = z.strictObject({
  chargebacks: z.array(chargebackView),
  more: z.boolean(),
})

/** An order with all that happened to it; each list holds the newest 100. */
export const orderOutput = z.strictObject({
  order: orderRow,
  events: z.array(event),
  incidents: z.array(incidentView),
  refunds: z.array(refundView),
  chargebacks: z.array(chargebackView),
  /** What can still be refunded. */
  refundable: z.strictObject({ credits, amountMinor: minor }),
})
export type OrderDetail = z.infer<typeof orderOutput>

export const requestRefundInput = z.strictObject({
  clientId: z.uuid(),
  orderId: z.uuid(),
  /** Hundredths to refund, a part of what is refundable; left out for all of it. */
  credits: z.bigint().positive().max(100_000_000_000n).optional(),
  reason,
})
export type RequestRefund = z.infer<typeof requestRefundInput>
export const reviewRefundInput = z.strictObject({
  clientId: z.uuid(),
  refundId: z.uuid(),
  reason,
})
export type ReviewRefund = z.infer<typeof reviewRefundInput>
export const resolveIncidentInput = z.strictObject({
  clientId: z.uuid(),
  incidentId: z.uuid(),
  /** Give the payment back, leave it as it is, or ask the gateway again. */
  action: z.enum(['refund', 'dismiss', 'recheck']),
  note: reason,
})
export type ResolveIncident = z.infer<typeof resolveIncidentInput>

export const gatewayStatementsInput = z.strictObject({
  gateway: gatewayId.optional(),
  /** Only days whose books differ. */
  differing: z.boolean().default(false),
  /** The last row seen. */
  before: z
    .strictObject({ day: z.iso.date(), gateway: gatewayId, currency: z.string().length(3) })
    .optional(),
  limit: z.int().min(1).max(100).default(30),
})
export type GatewayStatementsInput = z.infer<typeof gatewayStatementsInput>
const gatewayStatement = z.strictObject({
  gateway: gatewayId,
  /** UTC, YYYY-MM-DD. */
  day: z.iso.date(),
  currency: z.string(),
  matches: z.boolean(),
  oursMinor: z.bigint(),
  theirsMinor: z.bigint(),
  lines: z.int(),
  /** Up to 100 lines that only one side knows, or knows differently. */
  differences: z.array(z.json()).max(100),
  checkedAt: z.date(),
})
export type GatewayStatement = z.infer<typeof gatewayStatement>
export const gatewayStatementsOutput = z.strictObject({
  statements: z.array(gatewayStatement),
  more: z.boolean(),
})
