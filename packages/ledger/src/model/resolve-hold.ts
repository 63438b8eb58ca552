import type { CreditHundredths } from '@aetherflow/db/quantities'
import { type BySource, leftOf, takeInOrder } from '../sources.ts'
import { giveBack } from './bought.ts'
import { find, type LedgerModel, type Task } from './ledger-model.ts'

/**
 * Ends a task's hold: `captured` is consumed in the order of spending, the rest goes back to where it
 * came from; what came from a lot that has expired lapses. Answers what the capture consumed.
 */
export function resolveHold(model: LedgerModel, task: Task, captured: CreditHundredths): BySource {
  const user = find(model.users, task.userId)
  const consumed = takeInOrder(task.held, captured)
  if (consumed === null) throw new Error('a capture is at most the hold')
  const back = leftOf(task.held, consumed)
  user.held -= task.ceiling
  user.promoEarned += back.promoEarned
  giveBack(user, task.taken, back.available, null)
  user.earned += back.earned
  let toConsume: bigint = consumed.bonus
  for (const { reason, amount } of task.heldLots) {
    const part = toConsume < amount ? toConsume : amount
    toConsume -= part
    const lot = find(user.lots, reason)
    if (lot.expiresAt > model.now) lot.remaining += amount - part
    else model.platform.bonusExpense += amount - part
  }
  return consumed
}
