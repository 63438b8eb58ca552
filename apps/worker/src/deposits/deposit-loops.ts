import type { Loop, StartLoop } from '../loops/start-loop.ts'
import { resealKeys } from './reseal-keys.ts'
import { syncBalances } from './sync-balances.ts'
import { type DepositPorts, verifyDue } from './verify-due.ts'

type DepositLoops = Record<'verify' | 'balances' | 'reseal' | 'retired' | 'receipts', Loop>

/** What keeps keys right: looking at new ones, balances, rotation, what was replaced, receipts. */
export function depositLoops(ports: DepositPorts, loop: StartLoop): DepositLoops {
  const { gateway } = ports.caller
  return {
    verify: loop('verify', 1_000, () => verifyDue(ports)),
    balances: loop('balances', 15_000, () => syncBalances(ports)),
    reseal: loop('reseal', 30_000, () => resealKeys(ports)),
    retired: loop('retired-keys', 60_000, () => gateway.destroyRetired({ limit: 50 })),
    receipts: loop('receipts', 2_000, () => gateway.chainReceipts({ limit: 500 })),
  }
}
