import type { Logger } from 'pino'
import type { Loop, StartLoop } from '../loops/start-loop.ts'
import type { WorkerCaller } from '../worker-caller.ts'

const transfersAtOnce = 1_000
const hourMs = 3_600_000

/** The rounds that follow the ledger and check it; the head goes to the log, where a copy outlives the database. */
export function ledgerLoops(
  { wallet }: Pick<WorkerCaller, 'wallet'>,
  loop: StartLoop,
  log: Logger,
): Record<string, Loop> {
  return {
    ledger: loop('ledger', 1_000, () => wallet.followLedger({ limit: transfersAtOnce })),
    check: loop('check', 60_000, () => wallet.checkLedger({ scope: 'recent' })),
    // Once in 24 hours for all workers together; whether it is due is asked more often.
    checkAll: loop('check-all', 600_000, () => wallet.checkLedger({ scope: 'full' })),
    head: loop('ledger-head', hourMs, async () => {
      const head = await wallet.ledgerHead()
      if (head !== null) log.info({ number: `${head.number}`, hash: head.hash }, 'ledger head')
      return { more: false }
    }),
  }
}
