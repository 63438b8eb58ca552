import { giveBack } from './bought.ts'
import { adminFailure, type Dispute } from './desk.ts'
import { find, type LedgerModel, type Refused, type Settlement } from './ledger-model.ts'
import { recoverDebt } from './recover-debt.ts'
import { backBySource, chargedBack, reverse } from './reverse.ts'

const DAY_MS = 86_400_000

type Opened = { repeated: boolean; disputeId: string }

/** The door `open_dispute`; `disputeId` is what the database gave it. */
export function openDispute(
  model: LedgerModel,
  command: Pick<Dispute, 'userId' | 'taskId' | 'clientId' | 'requestHash'> & { disputeId: string },
): Opened | Refused {
  const { userId, taskId, clientId, requestHash, disputeId: id } = command
  const disputes = [...model.disputes.values()]
  const before = disputes.find((one) => one.userId === userId && one.clientId === clientId)
  if (before !== undefined) {
    const same = before.taskId === taskId && before.requestHash === requestHash
    return same ? { disputeId: before.id, repeated: true } : { refused: 'IDEMPOTENCY_CONFLICT' }
  }
  if (model.tasks.get(taskId)?.userId !== userId) return { refused: 'NOT_FOUND' }
  const settlement = model.settlements.get(taskId)
  if (settlement === undefined) return { refused: 'NOT_DISPUTABLE' }
  if (disputes.some((one) => one.taskId === taskId && one.status !== 'withdrawn')) {
    return { refused: 'ALREADY_DISPUTED' }
  }
  if (settlement.price === settlement.reversed) return { refused: 'NOT_DISPUTABLE' }
  if (settlement.state !== 'open' || settlement.maturesAt <= model.now) {
    return { refused: 'DISPUTE_WINDOW_PASSED' }
  }
  settlement.state = 'disputed'
  const undecided = {
    decision: null,
    amount: null,
    handledBy: null,
    approvedBy: null,
    failure: null,
  }
  const facts = { id, taskId, userId, clientId, requestHash }
  model.disputes.set(id, { ...facts, ...undecided, status: 'open' })
  return { disputeId: id, repeated: false }
}

/** The door `withdraw_dispute`. */
export function withdrawDispute(
  model: LedgerModel,
  command: { disputeId: string; userId: string },
): { repeated: boolean } | Refused {
  const dispute = model.disputes.get(command.disputeId)
  if (dispute?.userId !== command.userId) return { refused: 'NOT_FOUND' }
  if (dispute.status === 'withdrawn') return { repeated: true }
  if (dispute.status !== 'open') return { refused: 'STATE_CHANGED' }
  dispute.status = 'withdrawn'
  const settlement = find(model.settlements, dispute.taskId)
  if (settlement.state === 'disputed') settlement.state = 'open'
  return { repeated: false }
}

type Executed = { outcome: 'executed' | 'already' | 'failed'; failure: string | null }

/** The door `execute_dispute`. */
export function executeDispute(
  model: LedgerModel,
  command: { disputeId: string },
): Executed | Refused {
  const dispute = model.disputes.get(command.disputeId)
  if (dispute === undefined) return { refused: 'NOT_FOUND' }
  if (dispute.status === 'executed') return { outcome: 'already', failure: null }
  if (dispute.status !== 'decided') return { refused: 'STATE_CHANGED' }
  const settlement = find(model.settlements, dispute.taskId)
  const left = settlement.price - settlement.reversed
  const said = dispute.amount ?? 0n
  const amount =
    dispute.decision === 'reject' ? 0n : dispute.decision === 'refund_full' ? left : said
  const failure = failureOf(model, dispute, settlement, amount)
  if (failure !== null) {
    const undecided = { decision: null, amount: null, handledBy: null, approvedBy: null }
    Object.assign(dispute, undecided, { status: 'open', failure })
    return { outcome: 'failed', failure }
  }
  if (dispute.decision === 'compensate') {
    model.platform.loss -= amount
    addLot(model, dispute, `compensate:${dispute.id}`, amount)
  } else if (dispute.decision !== 'reject') {
    refund(model, dispute, settlement, amount)
  }
  if (settlement.state === 'disputed') {
    settlement.state = 'open'
    if (settlement.maturesAt < model.now) settlement.maturesAt = model.now
  }
  Object.assign(dispute, { status: 'executed', amount, failure: null })
  return { outcome: 'executed', failure: null }
}

function failureOf(
  model: LedgerModel,
  dispute: Dispute,
  settlement: Settlement,
  amount: bigint,
): string | null {
  const said = dispute.decision === 'refund_partial' || dispute.decision === 'compensate'
  if (said && amount <= 0n) return 'AMOUNT_INVALID'
  const left = settlement.price - settlement.reversed
  if (dispute.decision === 'refund_partial' && amount > left) return 'REFUND_TOO_LARGE'
  const by = { by: dispute.handledBy, approvedBy: dispute.approvedBy }
  return adminFailure(model, by, amount, [settlement.consumerId, settlement.providerId])
}

function refund(
  model: LedgerModel,
  dispute: Dispute,
  settlement: Settlement,
  amount: bigint,
): void {
  const task = find(model.tasks, dispute.taskId)
  const user = find(model.users, dispute.userId)
  const refunded = settlement.reversed - chargedBack(model, task.id)
  const before = backBySource(model, settlement, refunded)
  const after = backBySource(model, settlement, refunded + amount)
  const feePart = reverse(model, settlement, amount)
  find(model.users, settlement.providerId).pending -= amount - feePart
  model.platform.commission -= feePart
  user.earned += after.earned - before.earned
  giveBack(user, task.taken, after.available - before.available, null)
  user.promoEarned += after.promoEarned - before.promoEarned
  addLot(model, dispute, `dispute_refund:${dispute.id}`, after.bonus - before.bonus)
  if (amount > 0n) recoverDebt(user)
  if (settlement.reversed === settlement.price) task.status = 'refunded'
}

function addLot(model: LedgerModel, dispute: Dispute, reason: string, amount: bigint): void {
  if (amount === 0n) return
  const expiresAt = model.now + model.rules.disputeBonusDays * DAY_MS
  const { lots } = find(model.users, dispute.userId)
  lots.set(reason, { reason, amount, remaining: amount, expiresAt })
}
