import { checkLedger as check, checkLedgerDaily } from '@aetherflow/ledger/check-ledger'
import type { WorkerCtx } from '../context.ts'
import type { CheckLedger, LedgerChecked } from './ledger-schemas.ts'

/**
 * Checks the ledger's invariants: what is new, or everything when that is due. A violation has stopped
 * settlement by the time this answers, and is an error in the log; nothing is corrected.
 */
export async function checkLedger(ctx: WorkerCtx, input: CheckLedger): Promise<LedgerChecked> {
  const { pool, log } = ctx.deps
  const done = input.scope === 'recent' ? await check(pool, 'recent') : await checkLedgerDaily(pool)
  if (done === null) return { checked: false, broken: [], stopped: null, more: false }
  for (const { id, rule, offenders } of done.broken)
    log.error({ invariant: id, rule, offenders, scope: input.scope }, 'ledger invariant broken')
  return {
    checked: true,
    broken: done.broken.map(({ id }) => id),
    stopped: done.stopped,
    more: done.more,
  }
}
