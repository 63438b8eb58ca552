import { debtRecovery } from '../debt-recovery.ts'
import { take } from './bought.ts'
import type { LedgerModel, User } from './ledger-model.ts'

/** Pays a debt out of available, then earned; answers how much. */
export function recoverDebt(user: User): bigint {
  const { fromAvailable, fromEarned } = debtRecovery(user)
  take(user, fromAvailable, null)
  user.earned -= fromEarned
  user.debt += fromAvailable + fromEarned
  return fromAvailable + fromEarned
}

/** The door `recover_debts`, without its limit. */
export function recoverDebts(model: LedgerModel): number {
  let paid = 0
  for (const user of model.users.values()) if (recoverDebt(user) > 0n) paid += 1
  return paid
}
