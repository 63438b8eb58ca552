import { buy, take } from './bought.ts'
import { adminFailure, type Adjustment } from './desk.ts'
import { find, type LedgerModel, type Refused, utcDay } from './ledger-model.ts'
import { recoverDebt } from './recover-debt.ts'

type Adjusted = { outcome: 'executed' | 'already' | 'failed'; failure: string | null }

/** The doors `adjust` and `buy_out`, for an approved record of theirs. */
export function adjust(model: LedgerModel, command: { adjustmentId: string }): Adjusted | Refused {
  const of = find(model.adjustments, command.adjustmentId)
  if (of.state === 'executed') return { outcome: 'already', failure: null }
  if (of.state === 'failed') return { outcome: 'failed', failure: of.failure }
  of.failure = failureOf(model, of)
  of.state = of.failure === null ? 'executed' : 'failed'
  if (of.failure !== null) return { outcome: 'failed', failure: of.failure }
  const user = find(model.users, of.userId)
  of.day = utcDay(model.now)
  if (of.kind === 'buy_out') {
    user.promoEarned += of.amount
    user.earned -= of.amount
  } else {
    model.platform.loss -= of.amount
    if (of.account === 'earned') user.earned += of.amount
    else if (of.account === 'promo_earned') user.promoEarned += of.amount
    else if (of.amount > 0n) buy(user, null, of.amount)
    else take(user, -of.amount, null)
  }
  if (of.kind === 'buy_out' || of.amount > 0n) recoverDebt(user)
  return { outcome: 'executed', failure: null }
}

function failureOf(model: LedgerModel, of: Adjustment): string | null {
  const user = find(model.users, of.userId)
  const there = { available: user.available, promo_earned: user.promoEarned, earned: user.earned }
  if (there[of.account] + of.amount < 0n) return 'INSUFFICIENT_CREDITS'
  const { provider, everybody } = model.rules.buyOutCaps
  if (of.kind === 'buy_out') {
    if (provider === 0n || everybody === 0n) return 'BUY_OUT_CLOSED'
    if (boughtOut(model, (one) => one.userId === of.userId) - of.amount > provider)
      return 'BUY_OUT_CAP_REACHED'
    if (boughtOut(model, () => true) - of.amount > everybody) return 'BUY_OUT_BUDGET_REACHED'
  }
  const by = { by: of.requestedBy, approvedBy: of.approvedBy }
  const alone = of.kind === 'adjust' ? adjustedAlone(model, of.requestedBy) : 0n
  return adminFailure(model, by, size(of.amount), [of.userId], alone)
}

const size = (amount: bigint) => (amount < 0n ? -amount : amount)

function adjustedAlone(model: LedgerModel, admin: string): bigint {
  let sum = 0n
  for (const one of model.adjustments.values()) {
    const isToday = one.kind === 'adjust' && one.day === utcDay(model.now)
    if (isToday && one.requestedBy === admin && one.approvedBy === null) sum += size(one.amount)
  }
  return sum
}

function boughtOut(model: LedgerModel, counts: (one: Adjustment) => boolean): bigint {
  let sum = 0n
  for (const one of model.adjustments.values()) {
    if (one.kind === 'buy_out' && one.day === utcDay(model.now) && counts(one)) sum -= one.amount
  }
  return sum
}
