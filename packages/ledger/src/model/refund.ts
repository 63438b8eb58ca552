import { giveBack, take } from './bought.ts'
import { orderLeft, orderStatus } from './chargeback.ts'
import { adminFailure, type Refund } from './desk.ts'
import { find, type LedgerModel, type Order, type Refused } from './ledger-model.ts'
import { recoverDebt } from './recover-debt.ts'

type Refunded = { outcome: 'debited' | 'already' | 'refused'; failure: string | null }

/** The door `refund_order`, for refunds of credits. */
export function refundOrder(model: LedgerModel, command: { refundId: string }): Refunded | Refused {
  const refund = model.refunds.get(command.refundId)
  if (refund === undefined) return { refused: 'NOT_FOUND' }
  if (refund.state === 'refused') return { outcome: 'refused', failure: refund.failure }
  if (refund.state !== 'requested') return { outcome: 'already', failure: null }
  const order = find(model.orders, refund.orderId)
  refund.failure = failureOf(model, refund, order)
  if (refund.failure !== null) {
    refund.state = 'refused'
    return { outcome: 'refused', failure: refund.failure }
  }
  refund.taken = take(find(model.users, order.userId), refund.credits, order.id)
  refund.state = 'debited'
  model.platform.clearing += refund.credits
  return { outcome: 'debited', failure: null }
}

function failureOf(model: LedgerModel, refund: Refund, order: Order): string | null {
  if (order.status === 'charged_back') return 'CHARGED_BACK'
  if (order.status !== 'credited' && order.status !== 'refunded') return 'NOT_CREDITED'
  let credits = refund.credits
  let minor = BigInt(refund.amountMinor)
  for (const past of model.refunds.values()) {
    if (past.orderId !== order.id || (past.state !== 'debited' && past.state !== 'done')) continue
    credits += past.credits
    minor += BigInt(past.amountMinor)
  }
  // minor ≤ ceil(price × credits / all)
  const due = ceilDiv(BigInt(order.amountMinor) * credits, order.credits)
  if (refund.credits > orderLeft(model, order) || minor > due) return 'REFUND_TOO_LARGE'
  if (refund.credits > find(model.users, order.userId).available) return 'INSUFFICIENT_CREDITS'
  const worth = ceilDiv(order.credits * BigInt(refund.amountMinor), BigInt(order.amountMinor))
  const by = { by: refund.requestedBy, approvedBy: refund.approvedBy }
  const weight = worth > refund.credits ? worth : refund.credits
  return adminFailure(model, by, weight, [order.userId])
}

/** The door `refund_done`, under one gateway's id. */
export function refundDone(
  model: LedgerModel,
  command: { refundId: string },
): { repeated: boolean; orderRefunded: boolean } | Refused {
  const refund = find(model.refunds, command.refundId)
  const order = find(model.orders, refund.orderId)
  if (refund.state === 'done') {
    return { repeated: true, orderRefunded: order.status === 'refunded' }
  }
  if (refund.state !== 'debited') return { refused: 'STATE_CHANGED' }
  refund.state = 'done'
  order.refundedCredits += refund.credits
  order.refundedMinor += refund.amountMinor
  order.status = orderStatus(model, order)
  return { repeated: false, orderRefunded: order.status === 'refunded' }
}

/** The door `refund_return`. */
export function refundReturn(
  model: LedgerModel,
  command: { refundId: string; failure: string },
): { repeated: boolean } | Refused {
  const refund = find(model.refunds, command.refundId)
  const order = find(model.orders, refund.orderId)
  if (refund.state === 'refused') return { repeated: true }
  if (refund.state !== 'debited') return { refused: 'STATE_CHANGED' }
  const user = find(model.users, order.userId)
  refund.state = 'refused'
  refund.failure = command.failure
  model.platform.clearing -= refund.credits
  giveBack(user, refund.taken, refund.credits, order.id)
  recoverDebt(user)
  return { repeated: false }
}

function ceilDiv(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor
}
