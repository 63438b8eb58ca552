import { createAccounts } from '../stability/accounts.ts'
import type { Accounts } from '../stability/accounts.ts'

/** Every vendor has accounts of its own: the same key at two vendors opens two. */
export type AccountsOf = { (vendor: string): Accounts; clear(): void }

export function createAccountsOf(): AccountsOf {
  const kept = new Map<string, Accounts>()
  const of = (vendor: string) => {
    const accounts = kept.get(vendor) ?? createAccounts()
    kept.set(vendor, accounts)
    return accounts
  }
  return Object.assign(of, { clear: () => kept.forEach((accounts) => accounts.clear()) })
}
