import { setTimeout as sleep } from 'node:timers/promises'
import type { LedgerDatabase } from './ledger-database.ts'

/**
 * Waits until every transfer is below the horizon. Transactions of the cluster's other databases hold it
 * back, too, so without this a test would sometimes be told that there is nothing new yet.
 */
export async function untilFinal(db: LedgerDatabase): Promise<void> {
  for (;;) {
    const [row] = await db.run<{ final: boolean }>(
      `SELECT coalesce(max(xid), '0') < pg_snapshot_xmin(pg_current_snapshot()) AS final FROM transfers`,
    )
    if (row?.final === true) return
    await sleep(2)
  }
}
