import { find, type LedgerModel } from './ledger-model.ts'

/** The door `mature`, without its limit. */
export function mature(model: LedgerModel): number {
  let matured = 0
  for (const settlement of model.settlements.values()) {
    if (settlement.state !== 'open' || settlement.maturesAt > model.now) continue
    const provider = find(model.users, settlement.providerId)
    const share = settlement.price - settlement.fee
    provider.pending -= share
    provider.promoEarned += settlement.sharePromo
    provider.earned += share - settlement.sharePromo
    settlement.state = 'matured'
    matured += 1
  }
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
