import { creditHundredths } from '@aetherflow/db/quantities'
import { fee, promoShare } from '../pricing.ts'
import type { SettleOutcome } from '../settle-item.ts'
import { find, type LedgerModel } from './ledger-model.ts'
import { resolveHold } from './resolve-hold.ts'

const HOUR_MS = 3_600_000

/** The doors `settle` and, called for each item in order, `settle_set`. */
export function settle(
  model: LedgerModel,
  command: { taskId: string; attemptId: string; fence: bigint; imageHash: string },
): SettleOutcome {
  const done = model.settlements.get(command.taskId)
  if (done !== undefined) {
    if (done.attemptId !== command.attemptId) return 'stale'
    return done.imageHash === command.imageHash ? 'already' : 'conflict'
  }
  const task = model.tasks.get(command.taskId)
  const attempt = model.attempts.get(command.attemptId)
  if (task?.status !== 'processing' || task.attemptId !== command.attemptId) return 'stale'
  if (task.fence !== command.fence || attempt?.state !== 'dispatched') return 'stale'

  const ownKey = task.ceiling === 0n
  const price = ownKey ? creditHundredths(0n) : attempt.price
  const from = resolveHold(model, task, price)
  const commission = fee(price, model.rules.commissionBps)
  const share = creditHundredths(price - commission)
  find(model.users, attempt.providerId).pending += share
  model.platform.commission += commission
  task.status = 'completed'
  attempt.state = 'succeeded'
  model.settlements.set(task.id, {
    taskId: task.id,
    attemptId: attempt.id,
    imageHash: command.imageHash,
    consumerId: task.userId,
    providerId: attempt.providerId,
    price,
    fee: commission,
    from,
    sharePromo: promoShare(share, creditHundredths(from.bonus + from.promoEarned), price),
    state: ownKey ? 'matured' : 'open',
    reversed: 0n,
    feeReversed: 0n,
    maturesAt: model.now + (ownKey ? 0 : model.rules.disputeWindowHours * HOUR_MS),
  })
  return 'settled'
}
