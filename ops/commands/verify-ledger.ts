import { withDatabase } from '../database/with-database.ts'
import { runScript } from '../run/run-script.ts'

/** Every platform account and every invariant of the money, with its verdict. */
export function verifyLedger(args: string[]): Promise<number> {
  return withDatabase(({ migratorUrl }) =>
    runScript('packages/ledger/src/verify-ledger-command.ts', args, { DATABASE_URL: migratorUrl }),
  )
}
