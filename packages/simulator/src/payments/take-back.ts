import { randomBytes } from 'node:crypto'
import type { Dispute, Fact, Payment, Refund } from './payment.ts'
import { leftOf } from './payment.ts'

export type RefundAsked = Omit<Refund, 'id' | 'at'>
export type RefundAnswer =
  | { kind: 'refunded' | 'already'; refund: Refund }
  | { kind: 'not-paid' | 'too-much' | 'conflict' }

/** 24 hex digits; each gateway puts its own prefix before them. */
export const newId = () => randomBytes(12).toString('hex')

/** Money back to the buyer, once per the merchant's refund id. */
export function refundPayment(
  payment: Payment,
  asked: RefundAsked,
  at: string,
  tell: (fact: Fact) => void,
): RefundAnswer {
  const known = payment.refunds.find(
    ({ refundId }) => refundId !== null && refundId === asked.refundId,
  )
  if (known)
    return known.amountMinor === asked.amountMinor
      ? { kind: 'already', refund: known }
      : { kind: 'conflict' }
  if (payment.status !== 'paid') return { kind: 'not-paid' }
  if (asked.amountMinor > leftOf(payment)) return { kind: 'too-much' }
  const refund: Refund = { id: newId(), ...asked, at }
  payment.refunds.push(refund)
  tell({ kind: 'refund', refund })
  return { kind: 'refunded', refund }
}

/** The buyer's bank takes back what is left; false when nothing is. */
export function openDispute(payment: Payment, at: string, tell: (fact: Fact) => void): boolean {
  const amountMinor = leftOf(payment)
  if (amountMinor <= 0) return false
  const dispute: Dispute = { id: newId(), amountMinor, state: 'open', openedAt: at, closedAt: null }
  payment.disputes.push(dispute)
  tell({ kind: 'dispute', dispute: { ...dispute } })
  return true
}

/** The bank decides the open dispute; false when there is none. */
export function closeDispute(
  payment: Payment,
  verdict: 'won' | 'lost',
  at: string,
  tell: (fact: Fact) => void,
): boolean {
  const dispute = payment.disputes.find(({ state }) => state === 'open')
  if (!dispute) return false
  dispute.state = verdict
  dispute.closedAt = at
  tell({ kind: 'dispute', dispute: { ...dispute } })
  return true
}
