import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import { debtRecovery } from './debt-recovery.ts'
import { refundedFee } from './pricing.ts'
import { refundedBySource } from './refunded-by-source.ts'
import type { BySource } from './sources.ts'

type Account = 'available' | 'bonus' | 'promoEarned' | 'earned' | 'held' | 'pending' | 'debt'
/** A user's accounts in hundredths; debt is at most 0. */
export type AccountsOf = Record<Account, bigint>
type Change = { before: AccountsOf; after: AccountsOf } | null

export type DisputedTask = {
  price: CreditHundredths
  /** Of the price, by refunds and chargebacks. */
  reversed: CreditHundredths
  /** The part of `reversed` that standing chargebacks took, all of it from `available`. */
  chargedBack: CreditHundredths
  commissionBps: number
  paidFrom: BySource
  consumer: AccountsOf
  provider: AccountsOf
}
export type DisputeDecision =
  | { kind: 'refund' | 'compensate'; amount: CreditHundredths }
  | { kind: 'reject' }
/** Null for somebody whose balances stay; the platform's figures are differences. */
export type DecisionEffects = {
  consumer: Change
  provider: Change
  platform: { commission: bigint; loss: bigint; bonusExpense: bigint }
}

/** What executing a decision would do to everybody's balances: the arithmetic of `ledger.execute_dispute`, without a database. */
export function previewDecision(task: DisputedTask, decision: DisputeDecision): DecisionEffects {
  const still = { commission: 0n, loss: 0n, bonusExpense: 0n }
  if (decision.kind === 'reject') return { consumer: null, provider: null, platform: still }
  const { amount } = decision
  if (decision.kind === 'compensate') {
    const consumer = change(task.consumer, { bonus: amount })
    return { consumer, provider: null, platform: { ...still, loss: 0n - amount } }
  }
  const fee = refundedFee(creditHundredths(task.price - task.reversed), amount, task.commissionBps)
  return {
    consumer: refunded(task, amount),
    provider: change(task.provider, { pending: fee - amount }),
    platform: { ...still, commission: 0n - fee },
  }
}

/** The refund goes back to where the price came from, then what is withdrawable pays what is owed. */
function refunded(task: DisputedTask, amount: CreditHundredths): Change {
  const { paidFrom, reversed, chargedBack, consumer } = task
  const from = {
    ...paidFrom,
    available: creditHundredths(paidFrom.available - chargedBack),
  }
  const before = refundedBySource(from, creditHundredths(reversed - chargedBack))
  const after = refundedBySource(from, creditHundredths(reversed - chargedBack + amount))
  const available = consumer.available + after.available - before.available
  const earned = consumer.earned + after.earned - before.earned
  const { fromAvailable, fromEarned } = debtRecovery({ available, earned, debt: consumer.debt })
  return change(consumer, {
    available: available - fromAvailable - consumer.available,
    earned: earned - fromEarned - consumer.earned,
    promoEarned: after.promoEarned - before.promoEarned,
    bonus: after.bonus - before.bonus,
    debt: fromAvailable + fromEarned,
  })
}

function change(before: AccountsOf, by: Partial<AccountsOf>): Change {
  const names = Object.keys(before) as Account[]
  if (names.every((name) => (by[name] ?? 0n) === 0n)) return null
  const after = { ...before }
  for (const name of names) after[name] = before[name] + (by[name] ?? 0n)
  return { before, after }
}
