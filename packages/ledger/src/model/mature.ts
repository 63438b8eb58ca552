import { find, type LedgerModel, type User } from './ledger-model.ts'
import { recoverDebt } from './recover-debt.ts'
import { shareLeft } from './reverse.ts'

/** The door `mature`, without its limit. */
export function mature(model: LedgerModel): number {
  let matured = 0
  const providers = new Set<User>()
  for (const settlement of model.settlements.values()) {
    if (settlement.state !== 'open' || settlement.maturesAt > model.now) continue
    const provider = find(model.users, settlement.providerId)
    const { share, promo } = shareLeft(settlement)
    provider.pending -= share
    provider.promoEarned += promo
    provider.earned += share - promo
    settlement.state = 'matured'
    providers.add(provider)
    matured += 1
  }
  for (const provider of providers) recoverDebt(provider)
  return matured
}

/** The door `expire_lots`, without its limit. */
export function expireLots(model: LedgerModel): number {
  let expired = 0
  for (const user of model.users.values()) {
    for (const lot of user.lots.values()) {
      if (lot.remaining === 0n || lot.expiresAt > model.now) continue
      model.platform.bonusExpense += lot.remaining
      lot.remaining = 0n
      expired += 1
    }
  }
  return expired
}
