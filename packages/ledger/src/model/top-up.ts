import { buy } from './bought.ts'
import { find, type LedgerModel, type Refused } from './ledger-model.ts'
import { recoverDebt } from './recover-debt.ts'

/** The door `top_up`, for a payment that fits its order in gateway, merchant and currency. */
export function topUp(
  model: LedgerModel,
  command: { orderId: string; paymentId: string; amountMinor: number },
): 'credited' | 'already' | 'mismatch' | Refused {
  const order = model.orders.get(command.orderId)
  if (order === undefined) return { refused: 'NOT_FOUND' }
  if (order.status === 'mismatch') return 'mismatch'
  const sameAmount = command.amountMinor === order.amountMinor
  if (['credited', 'refunded', 'charged_back'].includes(order.status)) {
    const same = sameAmount && order.paymentId === command.paymentId
    return same ? 'already' : { refused: 'IDEMPOTENCY_CONFLICT' }
  }
  if (!sameAmount) {
    order.status = 'mismatch'
    return 'mismatch'
  }
  order.status = 'credited'
  order.paymentId = command.paymentId
  const user = find(model.users, order.userId)
  buy(user, order.id, order.credits)
  model.platform.clearing -= order.credits
  recoverDebt(user)
  return 'credited'
}
