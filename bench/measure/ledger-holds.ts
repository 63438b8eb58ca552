import { poolSql } from '@aetherflow/db/sql'
import { verifyLedger } from '@aetherflow/ledger/verify-ledger'
import type { Stage } from '../stage/open-stage.ts'

/** Verifies every invariant after a measurement: a fast ledger that is wrong is no ledger. */
export async function ledgerHolds({ admin }: Stage): Promise<boolean> {
  const verdicts = await verifyLedger(poolSql(admin))
  const broken = verdicts.filter(({ holds }) => !holds)
  for (const { id, rule, offenders } of broken) console.error(`BROKEN ${id} ${rule}`, offenders)
  console.log(`ledger: ${verdicts.length - broken.length} of ${verdicts.length} invariants hold`)
  return broken.length === 0
}
