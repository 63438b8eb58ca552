import { createPool } from '@aetherflow/db/pool'
import { formatCredits } from '@aetherflow/db/quantities'
import { poolSql } from '@aetherflow/db/sql'
import { platformBalances } from './platform-balances.ts'
import { verifyLedger } from './verify-ledger.ts'

// A whole ledger is read; it may take longer than any request may.
const STATEMENT_TIMEOUT_MS = 10 * 60_000
const NAME_WIDTH = 24
const AMOUNT_WIDTH = 18

// oxlint-disable-next-line node/no-process-env -- a command's only input
const url = process.env['DATABASE_URL']
if (url === undefined || url === '') {
  console.error('DATABASE_URL is not set: the ledger of which database?')
  process.exit(2)
}
const pool = createPool(url, {
  applicationName: 'aetherflow verify-ledger',
  max: 1,
  statementTimeoutMs: STATEMENT_TIMEOUT_MS,
})
try {
  const sql = poolSql(pool)
  console.log('Platform accounts (credits)')
  for (const { name, balance, entries } of await platformBalances(sql)) {
    console.log(
      `  ${name.padEnd(NAME_WIDTH)}${formatCredits(balance).padStart(AMOUNT_WIDTH)}  ${entries} entries`,
    )
  }
  console.log('\nInvariants')
  const verdicts = await verifyLedger(sql)
  for (const { id, rule, holds, offenders } of verdicts) {
    console.log(`  ${holds ? 'holds ' : 'BROKEN'} ${id.padEnd(6)} ${rule}`)
    for (const offender of offenders) console.log(`                ${offender}`)
  }
  const broken = verdicts.filter(({ holds }) => !holds)
  console.log(
    broken.length === 0
      ? `\nAll ${verdicts.length} hold.`
      : `\n${broken.length} of ${verdicts.length} are broken.`,
  )
  process.exitCode = broken.length === 0 ? 0 : 1
} finally {
  await pool.end()
}
