import { take } from './bought.ts'
import type { LedgerModel, User } from './ledger-model.ts'

/** Pays a debt out of available, then earned; answers how much. */
export function recoverDebt(user: User): bigint {
  const owed = -user.debt
  const there = user.available + user.earned
  const paid = owed < there ? owed : there
  const fromAvailable = paid < user.available ? paid : user.available
  take(user, fromAvailable, null)
  user.earned -= paid - fromAvailable
  user.debt += paid
  return paid
}

/** The door `recover_debts`, without its limit. */
export function recoverDebts(model: LedgerModel): number {
  let paid = 0
  for (const user of model.users.values()) if (recoverDebt(user) > 0n) paid += 1
  return paid
}
