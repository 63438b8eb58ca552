import type { OrderView } from '@aetherflow/api/wallet/schemas'

export type OrderState = OrderView['status'] | 'asking' | 'partly_refunded'

/** What the page says of an order: its status, and what the status alone does not tell. */
export function stateOfOrder(
  order: Pick<OrderView, 'status' | 'refundedMinor'>,
  isAsking: boolean,
): OrderState {
  if (order.status === 'pending' && isAsking) return 'asking'
  if (order.status === 'credited' && order.refundedMinor > 0) return 'partly_refunded'
  return order.status
}

const reasons = ['AMOUNT', 'CURRENCY', 'PAYMENT_REUSED'] as const
export type MismatchReason = (typeof reasons)[number] | 'OTHER'

/** Why a payment was parked, as far as its buyer can make use of it. */
export function reasonOfMismatch(reason: string | null): MismatchReason {
  return reasons.find((known) => known === reason) ?? 'OTHER'
}

const lateDays = 7

/** Whether "I have paid, check again" can still find money: an open order, or one that ended within a week. */
export function canAskAgain(
  order: Pick<OrderView, 'status' | 'expiresAt'>,
  nowMs: number,
): boolean {
  if (order.status === 'pending') return true
  return (
    (order.status === 'expired' || order.status === 'cancelled') &&
    order.expiresAt.getTime() > nowMs - lateDays * 86_400_000
  )
}

/** Whether there is something to give a receipt for. */
export function hasReceipt({ creditedAt }: Pick<OrderView, 'creditedAt'>): boolean {
  return creditedAt !== null
}

/** Whether it ended without a payment, so that the wallet is where one begins anew. */
export function canBeBoughtAgain({ status }: Pick<OrderView, 'status'>): boolean {
  return status === 'cancelled' || status === 'expired'
}

/** Whether somebody may sit here with money gone and nothing to show for it. */
export function needsHelp({ status }: Pick<OrderView, 'status'>): boolean {
  return status === 'pending' || canBeBoughtAgain({ status })
}
