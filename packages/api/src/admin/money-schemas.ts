import { z } from 'zod'
import { accountBalances } from '../disputes/schemas.ts'
import { reason } from '../disputes/desk-schemas.ts'
import { uuidPage } from '../keyset.ts'
import { person, searchText } from './order-schemas.ts'

/** Hundredths of a credit. */
const credits = z.bigint()

export const transfersInput = z.strictObject({
  /** The id of a transfer, task, run, attempt, order, dispute, refund, chargeback or adjustment, or a whole business key. */
  search: searchText.min(1),
})
const entry = z.strictObject({
  id: z.bigint(),
  accountId: z.bigint(),
  account: z.string(),
  gateway: z.string(),
  /** Null for the platform's accounts, like seq and balanceAfter. */
  user: person.nullable(),
  amount: credits,
  seq: z.bigint().nullable(),
  balanceAfter: credits.nullable(),
})
const transfer = z.strictObject({
  id: z.uuid(),
  kind: z.string(),
  businessKey: z.string(),
  /** Hex of the content's hash. */
  contentHash: z.string(),
  actorKind: z.enum(['user', 'worker', 'admin', 'system']),
  actor: person.nullable(),
  /** Its place in the hash chain; null until the chainer came by. */
  chainNumber: z.bigint().nullable(),
  createdAt: z.date(),
  entries: z.array(entry),
})
export type TransferView = z.infer<typeof transfer>
/** Oldest first, at most 100. */
export const transfersOutput = z.strictObject({ transfers: z.array(transfer), more: z.boolean() })

const adjustmentState = z.enum(['awaiting_approval', 'approved', 'executed', 'rejected', 'failed'])
export const adjustmentView = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['adjust', 'buy_out']),
  user: person,
  account: z.enum(['available', 'promo_earned', 'earned']),
  amount: credits,
  reason: z.string(),
  state: adjustmentState,
  requestedBy: person,
  approvedBy: person.nullable(),
  failure: z.string().nullable(),
  /** It awaits approval and is not the caller's own. */
  mayApprove: z.boolean(),
  createdAt: z.date(),
  decidedAt: z.date().nullable(),
  executedAt: z.date().nullable(),
})
export type AdjustmentView = z.infer<typeof adjustmentView>
export const adjustmentsInput = uuidPage.extend({
  states: z.array(adjustmentState).max(5).default([]),
  userId: z.uuid().optional(),
})
export type AdjustmentsInput = z.infer<typeof adjustmentsInput>
export const adjustmentsOutput = z.strictObject({
  adjustments: z.array(adjustmentView),
  more: z.boolean(),
  /** Above this a second admin has to agree. */
  approvalLimit: credits,
})
const mostAdjusted = 10_000_000_000n
export const adjustInput = z.strictObject({
  clientId: z.uuid(),
  userId: z.uuid(),
  account: z.enum(['available', 'promo_earned', 'earned']),
  /** With its sign: negative takes. */
  amount: z
    .bigint()
    .min(-mostAdjusted)
    .max(mostAdjusted)
    .refine((amount) => amount !== 0n),
  reason,
})
export type Adjust = z.infer<typeof adjustInput>
export const buyOutInput = z.strictObject({
  clientId: z.uuid(),
  userId: z.uuid(),
  /** Of promotional earnings, that become withdrawable. */
  amount: z.bigint().positive().max(mostAdjusted),
  reason,
})
export type BuyOut = z.infer<typeof buyOutInput>
export const reviewAdjustmentInput = z.strictObject({
  clientId: z.uuid(),
  adjustmentId: z.uuid(),
  reason,
})
export type ReviewAdjustment = z.infer<typeof reviewAdjustmentInput>

export const balancesAtInput = z.strictObject({ userId: z.uuid(), at: z.date() })
export const balancesAtOutput = z.strictObject({ at: z.date(), balances: accountBalances })
export const executeInput = z.strictObject({ limit: z.int().min(1).max(100) })
export const executeOutput = z.strictObject({ processed: z.int(), more: z.boolean() })
export type Executed = z.infer<typeof executeOutput>
