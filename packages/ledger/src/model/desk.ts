import type { LedgerModel } from './ledger-model.ts'
import type { Taken } from './bought.ts'

export type Dispute = {
  id: string
  taskId: string
  userId: string
  clientId: string
  requestHash: string
  status: 'open' | 'decided' | 'executed' | 'withdrawn'
  decision: 'refund_full' | 'refund_partial' | 'compensate' | 'reject' | null
  amount: bigint | null
  handledBy: string | null
  approvedBy: string | null
  failure: string | null
}

export type Chargeback = {
  id: string
  orderId: string
  credits: bigint
  state: 'opened' | 'debited' | 'won'
  moved: bigint
  owed: bigint
  /** By task. */
  reversals: Map<string, bigint>
  taken: Taken
}

export type Refund = {
  id: string
  orderId: string
  credits: bigint
  amountMinor: number
  state: 'requested' | 'debited' | 'done' | 'refused'
  failure: string | null
  requestedBy: string
  approvedBy: string | null
  taken: Taken
}

export type Adjustment = {
  id: string
  kind: 'adjust' | 'buy_out'
  userId: string
  account: 'available' | 'promo_earned' | 'earned'
  amount: bigint
  state: 'approved' | 'executed' | 'failed'
  failure: string | null
  requestedBy: string
  approvedBy: string | null
  /** The UTC day of its execution. */
  day: string | null
}

/** Why these people may not decide about so much of these users' money, or null. */
export function adminFailure(
  model: LedgerModel,
  { by, approvedBy }: { by: string | null; approvedBy: string | null },
  amount: bigint,
  parties: readonly string[],
  alone = 0n,
): string | null {
  const { approvalLimit, approvalDailyLimit } = model.rules
  const most = approvalLimit > approvalDailyLimit ? approvalLimit : approvalDailyLimit
  const two = amount > approvalLimit || (alone > 0n && alone + amount > most)
  if (by === null || !model.admins.has(by)) return 'NOT_AN_ADMIN'
  if (parties.includes(by)) return 'OWN_CASE'
  if (two && approvedBy !== null && parties.includes(approvedBy)) return 'OWN_CASE'
  const agreed = approvedBy !== null && approvedBy !== by && model.admins.has(approvedBy)
  return two && !agreed ? 'APPROVAL_MISSING' : null
}
