import { createAccounts } from '../stability/accounts.ts'
import type { Accounts } from '../stability/accounts.ts'
import type { Vendor } from './vendor.ts'

/** Every vendor has accounts of its own: the same key at two vendors opens two. */
export type AccountsOf = { (vendor: string): Accounts; clear(): void }

/** Accounts by vendor; what is left on a broke one's is half of the vendor's cheapest picture. */
export function createAccountsOf(vendors: readonly Vendor[]): AccountsOf {
  const kept = new Map<string, Accounts>()
  const open = (id: string) => {
    const vendor = vendors.find((one) => one.id === id)
    return createAccounts(vendor && Math.min(...Object.values(vendor.prices)) / 2)
  }
  const of = (id: string) => {
    const accounts = kept.get(id) ?? open(id)
    kept.set(id, accounts)
    return accounts
  }
  return Object.assign(of, { clear: () => kept.forEach((accounts) => accounts.clear()) })
}
