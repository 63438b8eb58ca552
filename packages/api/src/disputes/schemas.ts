import { z } from 'zod'
import { uuidPage } from '../keyset.ts'
import { plainText } from '../plain-text.ts'

/** Hundredths of a credit. */
const credits = z.bigint()

export const disputeType = z.enum(['generation_failed', 'poor_quality', 'wrong_result', 'other'])
export const disputeStatus = z.enum([
  'open',
  'awaiting_approval',
  'decided',
  'executed',
  'withdrawn',
])
export const decision = z.enum(['refund_full', 'refund_partial', 'compensate', 'reject'])
/** What both sides see: a decision that awaits a second admin is still under review. */
const stage = z.enum(['under_review', 'decided', 'executed', 'withdrawn'])

/** A user's accounts that may change; all at least 0 but debt, which is at most 0. */
const accountName = z.enum([
  'available',
  'bonus',
  'promoEarned',
  'earned',
  'held',
  'pending',
  'debt',
])
export type AccountName = z.infer<typeof accountName>
export const accountBalances = z.strictObject({
  available: credits,
  bonus: credits,
  promoEarned: credits,
  earned: credits,
  held: credits,
  pending: credits,
  debt: credits,
})
export type AccountBalances = z.infer<typeof accountBalances>
const change = z.strictObject({ before: accountBalances, after: accountBalances })
/** Everybody whose money a decision moves; the platform's figures are differences. */
export const effectsView = z.strictObject({
  consumer: change.nullable(),
  provider: change.nullable(),
  platform: z.strictObject({ commission: credits, loss: credits, bonusExpense: credits }),
})
export type Effects = z.infer<typeof effectsView>

export const disputeInput = z.strictObject({ disputeId: z.uuid() })
export const windowInput = z.strictObject({ taskId: z.uuid() })
export const windowOutput = z.strictObject({
  open: z.boolean(),
  /** Why not, when it is not. */
  reason: z.enum(['NOT_DELIVERED', 'NOTHING_PAID', 'WINDOW_PASSED', 'ALREADY_DISPUTED']).nullable(),
  /** Until then a dispute can be opened; null for a task without a settlement. */
  until: z.date().nullable(),
  /** The task's live or decided dispute. */
  disputeId: z.uuid().nullable(),
})
export type Window = z.infer<typeof windowOutput>

export const openDisputeInput = z.strictObject({
  /** Made by the client: the same again returns the same dispute. */
  clientId: z.uuid(),
  taskId: z.uuid(),
  type: disputeType,
  description: plainText(10, 2_000),
})
export type OpenDispute = z.infer<typeof openDisputeInput>

/** What its consumer sees of a dispute. */
export const disputeView = z.strictObject({
  id: z.uuid(),
  taskId: z.uuid(),
  runId: z.uuid(),
  modelId: z.string(),
  modelName: z.string(),
  prompt: z.string(),
  /** Signed, for about five minutes; null once the image is deleted. */
  thumbUrl: z.string().nullable(),
  type: disputeType,
  description: z.string(),
  stage,
  withdrawable: z.boolean(),
  /** What was paid for the image. */
  price: credits,
  /** Null while it is under review, like amount and resolution. */
  decision: decision.nullable(),
  amount: credits.nullable(),
  resolution: z.string().nullable(),
  /** What the execution changed in the consumer's accounts. */
  moved: z.array(z.strictObject({ account: accountName, amount: credits })),
  openedAt: z.date(),
  decidedAt: z.date().nullable(),
  executedAt: z.date().nullable(),
})
export type DisputeView = z.infer<typeof disputeView>
export const listDisputesInput = uuidPage.extend({ stages: z.array(stage).max(4).default([]) })
export type ListDisputes = z.infer<typeof listDisputesInput>
export const listDisputesOutput = z.strictObject({
  disputes: z.array(disputeView),
  more: z.boolean(),
})

/** What a provider sees: which use of their resource, how it ended, what it cost them; never who the consumer is. */
const resourceDispute = z.strictObject({
  id: z.uuid(),
  attemptId: z.uuid(),
  resourceId: z.uuid(),
  resourceName: z.string(),
  modelId: z.string(),
  type: disputeType,
  stage,
  decision: decision.nullable(),
  price: credits,
  providerShare: credits,
  /** Taken back from the provider; 0 until it is executed. */
  cost: credits,
  openedAt: z.date(),
  decidedAt: z.date().nullable(),
  executedAt: z.date().nullable(),
})
export type ResourceDispute = z.infer<typeof resourceDispute>
export const resourceDisputesInput = uuidPage
export const resourceDisputesOutput = z.strictObject({
  disputes: z.array(resourceDispute),
  more: z.boolean(),
})

export const executeInput = z.strictObject({ limit: z.int().min(1).max(100) })
export const executeOutput = z.strictObject({ processed: z.int(), more: z.boolean() })
export type Executed = z.infer<typeof executeOutput>
