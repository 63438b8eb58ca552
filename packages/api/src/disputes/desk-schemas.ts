import { z } from 'zod'
import { plainText } from '../plain-text.ts'
import { receiptOutput } from '../tasks/receipt-schemas.ts'
import {
  accountBalances,
  decision,
  disputeInput,
  disputeStatus,
  disputeType,
  effectsView,
} from './schemas.ts'

/** Hundredths of a credit. */
const credits = z.bigint()
const person = z.strictObject({ id: z.uuid(), email: z.string() })
/** Why an admin does something; kept in the audit log. */
export const reason = plainText(3, 500)

export const queueInput = z.strictObject({
  /** The id of the last row seen: the queue runs from the oldest to the newest. */
  after: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(30),
  statuses: z.array(disputeStatus).max(5).default(['open', 'awaiting_approval']),
  type: disputeType.optional(),
  /** Only those older than the time promised. */
  overdue: z.boolean().default(false),
})
export type QueueInput = z.infer<typeof queueInput>
export const queuedDispute = z.strictObject({
  id: z.uuid(),
  taskId: z.uuid(),
  modelId: z.string(),
  type: disputeType,
  status: disputeStatus,
  decision: decision.nullable(),
  amount: credits.nullable(),
  price: credits,
  consumer: person,
  provider: person,
  handledBy: person.nullable(),
  /** Why the last execution failed; the dispute is open again. */
  failure: z.string().nullable(),
  openedAt: z.date(),
  /** The time promised for an answer. */
  dueAt: z.date(),
  overdue: z.boolean(),
})
export type QueuedDispute = z.infer<typeof queuedDispute>
export const queueOutput = z.strictObject({
  disputes: z.array(queuedDispute),
  more: z.boolean(),
  slaHours: z.int(),
})

const party = person.extend({
  displayName: z.string(),
  role: z.enum(['consumer', 'provider', 'admin']),
  status: z.enum(['active', 'frozen', 'disabled']),
  joinedAt: z.date(),
  balances: accountBalances,
  /** Disputes they opened and how many ended in their favour; counted up to 1,000. */
  opened: z.int(),
  openedUpheld: z.int(),
  /** Disputes about their resources, and how many were upheld. */
  received: z.int(),
  receivedUpheld: z.int(),
  delivered: z.int(),
})
export type Party = z.infer<typeof party>

const caseEvent = z.strictObject({
  at: z.date(),
  action: z.string(),
  actor: person.nullable(),
  note: z.string().nullable(),
})

/** Everything about a dispute on one screen. */
export const caseOutput = z.strictObject({
  dispute: queuedDispute.extend({
    description: z.string(),
    resolution: z.string().nullable(),
    approvedBy: person.nullable(),
    decidedAt: z.date().nullable(),
    executedAt: z.date().nullable(),
    /** Gathered by the system when it was opened. */
    evidence: z.record(z.string(), z.json()),
    effects: effectsView.nullable(),
  }),
  /** Task, image with signed addresses, attempts with routing, settlement. */
  receipt: receiptOutput,
  resource: z.strictObject({ id: z.uuid(), name: z.string(), status: z.string() }),
  consumer: party,
  provider: party,
  history: z.array(caseEvent),
  /** The most a refund can be: price less what was reversed before. */
  refundable: credits,
  /** Above this a second admin has to agree. */
  approvalLimit: credits,
  /** The caller may approve the decision: it awaits that and is neither their own nor about their money. */
  mayApprove: z.boolean(),
})
export type Case = z.infer<typeof caseOutput>

const decided = {
  decision,
  /** For refund_partial and compensate; left out for the others. */
  amount: z.bigint().positive().max(100_000_000n).optional(),
}
/** A part has to be named; all and nothing have no amount of their own. */
function fits(input: { decision: z.infer<typeof decision>; amount?: bigint | undefined }): boolean {
  const named = input.decision === 'refund_partial' || input.decision === 'compensate'
  return named === (input.amount !== undefined)
}
export const previewInput = disputeInput.extend(decided).refine(fits, { path: ['amount'] })
export type PreviewDecision = z.infer<typeof previewInput>
export const previewOutput = z.strictObject({
  /** What is refunded or given; 0 for a rejection. */
  amount: credits,
  needsApproval: z.boolean(),
  effects: effectsView,
})
export type Preview = z.infer<typeof previewOutput>

export const decideInput = disputeInput
  .extend({
    clientId: z.uuid(),
    ...decided,
    /** Told to the consumer. */
    resolution: plainText(10, 2_000),
  })
  .refine(fits, { path: ['amount'] })
export type DecideDispute = z.infer<typeof decideInput>
export const reviewInput = disputeInput.extend({ clientId: z.uuid(), reason })
export type ReviewDecision = z.infer<typeof reviewInput>
