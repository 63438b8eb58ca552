import type { IncidentView } from '@aetherflow/api/admin/order-schemas'

type Action = 'refund' | 'recheck' | 'dismiss'
type Way = { action: Action; words: Action | 'take' }

const way = (action: Action): Way => ({ action, words: action })

/** What the gateway said is no payment that could go back. */
const notPayments: readonly string[] = ['UNKNOWN_ORDER', 'CHANGED', 'DISPUTE', 'REFUND_FAILED']

/** The ways to close an incident that its reason leaves; the server refuses the others. */
export function waysToClose({ orderId, reason }: Pick<IncidentView, 'orderId' | 'reason'>): Way[] {
  if (orderId === null || notPayments.includes(reason)) return [way('dismiss')]
  // The money is back with the buyer already: only its credits are left to take.
  if (reason === 'REFUND_AT_DESK') return [{ action: 'refund', words: 'take' }, way('dismiss')]
  // The order is credited by its first payment, so there is nothing to ask about.
  if (reason === 'SECOND_PAYMENT') return [way('refund'), way('dismiss')]
  return [way('refund'), way('recheck'), way('dismiss')]
}
