import { lossAmount } from '../pricing.ts'
import { find, type LedgerModel, type Loss, type Refused, utcDay } from './ledger-model.ts'

const OVER = new Set(['failed', 'unknown', 'abandoned'])

/** The door `loss_payment`: what the attempt has been paid, now or before. */
export function payLoss(model: LedgerModel, command: { attemptId: string }): bigint | Refused {
  const attempt = model.attempts.get(command.attemptId)
  if (attempt === undefined) return { refused: 'NOT_FOUND' }
  const before = model.losses.get(attempt.id)
  if (before !== undefined) return before.amount
  const task = find(model.tasks, attempt.taskId)
  if (!attempt.wasDispatched || !OVER.has(attempt.state) || task.ceiling === 0n) return 0n
  if (!attempt.lossDue) return 0n

  const cost = model.rules.costs[task.modelId]
  if (cost === undefined) throw new Error(`the model has no cost of ${task.modelId}`)
  const { providerId } = attempt
  const consumerId = task.userId
  const { lossCaps } = model.rules
  const amount = least(
    lossAmount(cost),
    lossCaps.provider - paidToday(model, (loss) => loss.providerId === providerId),
    lossCaps.consumer - paidToday(model, (loss) => loss.consumerId === consumerId),
  )
  if (amount <= 0n) return 0n
  model.losses.set(attempt.id, { amount, providerId, consumerId, day: utcDay(model.now) })
  find(model.users, providerId).promoEarned += amount
  model.platform.loss -= amount
  return amount
}

function paidToday(model: LedgerModel, counts: (loss: Loss) => boolean): bigint {
  let paid = 0n
  for (const loss of model.losses.values()) {
    if (loss.day === utcDay(model.now) && counts(loss)) paid += loss.amount
  }
  return paid
}

function least(...amounts: bigint[]): bigint {
  return amounts.reduce((a, b) => (a < b ? a : b))
}
