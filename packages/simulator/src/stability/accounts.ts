import { createHash } from 'node:crypto'

/** A vendor account: the balance belongs to it, not to a key. Credits are a double, as the vendor's are. */
export type Account = { id: string; credits: number; reserved: number }
export type DemoKey = { key: string; credits: number; account: string }
type KeyLookup = { kind: 'known'; account: Account } | { kind: 'revoked' } | { kind: 'unknown' }

export type Accounts = {
  find(key: string): KeyLookup
  register(key: DemoKey): void
  clear(): void
}

const STARTING_CREDITS = 1000
/** What a live account showed: less than any call costs. */
const LEFTOVER_CREDITS = 0.6336833840314097

/**
 * Registered keys, and every `sk-sim-…` key without registration: its account follows from the key's hash.
 * @param leftoverCredits what a `sk-sim-broke…` key has: less than any call costs
 */
export function createAccounts(leftoverCredits = LEFTOVER_CREDITS): Accounts {
  const accounts = new Map<string, Account>()
  const keys = new Map<string, string>()
  const open = (id: string, credits: number) => {
    const account = accounts.get(id) ?? { id, credits, reserved: 0 }
    accounts.set(id, account)
    return account
  }
  return {
    find(key) {
      const registered = keys.get(key)
      if (registered !== undefined) return { kind: 'known', account: open(registered, 0) }
      if (!/^sk-sim-[a-z0-9-]{6,64}$/.test(key)) return { kind: 'unknown' }
      if (key.startsWith('sk-sim-revoked')) return { kind: 'revoked' }
      const shared = /^sk-sim-shared-([a-z0-9]+)-/.exec(key)?.[1]
      const credits = key.startsWith('sk-sim-broke') ? leftoverCredits : STARTING_CREDITS
      return { kind: 'known', account: open(accountId(shared ?? key), credits) }
    },
    register({ key, credits, account }) {
      keys.set(key, account)
      open(account, credits).credits = credits
    },
    clear() {
      accounts.clear()
      keys.clear()
    },
  }
}

function accountId(of: string): string {
  return createHash('sha256')
    .update(of)
    .digest('base64url')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 24)
}
