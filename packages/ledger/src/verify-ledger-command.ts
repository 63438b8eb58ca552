import { createPool } from '@aetherflow/db/pool'
import { formatCredits } from '@aetherflow/db/quantities'
import { poolSql, type Sql } from '@aetherflow/db/sql'
import { chain } from './chain.ts'
import { type ChainHead, chainHead, containsHead, formatHead, parseHead } from './chain-head.ts'
import { platformBalances } from './platform-balances.ts'
import { verifyChain } from './verify-chain.ts'
import { type InvariantVerdict, verifyLedger } from './verify-ledger.ts'

const USAGE = `That is not understood. It is one of

npm run verify:ledger                           every platform account and every invariant
npm run verify:ledger -- --head                 prints the head of the hash chain, to be kept elsewhere
npm run verify:ledger -- --expect <number>:<hash>   proves that the ledger still contains that head`

// A whole ledger is read; it may take longer than any request may.
const STATEMENT_TIMEOUT_MS = 10 * 60_000
const NAME_WIDTH = 24
const AMOUNT_WIDTH = 18
const LINKS_AT_ONCE = 1_000

type Wanted = { do: 'verify' } | { do: 'head' } | { do: 'expect'; head: ChainHead }

function readArguments([flag, value, ...surplus]: string[]): Wanted | null {
  if (flag === undefined) return { do: 'verify' }
  if (flag === '--head' && value === undefined) return { do: 'head' }
  const head = parseHead(value ?? '')
  return flag === '--expect' && head !== null && surplus.length === 0
    ? { do: 'expect', head }
    : null
}

async function verify(sql: Sql): Promise<boolean> {
  console.log('Platform accounts (credits)')
  for (const { name, balance, entries } of await platformBalances(sql)) {
    console.log(
      `  ${name.padEnd(NAME_WIDTH)}${formatCredits(balance).padStart(AMOUNT_WIDTH)}  ${entries} entries`,
    )
  }
  console.log('\nInvariants')
  const verdicts = await verifyLedger(sql)
  verdicts.forEach(print)
  console.log('  (I17, that any interleaving ends alike, is shown by property tests, not by data.)')
  const broken = verdicts.filter(({ holds }) => !holds)
  console.log(
    broken.length === 0
      ? `\nAll ${verdicts.length} hold.`
      : `\n${broken.length} of ${verdicts.length} are broken.`,
  )
  return broken.length === 0
}

function print({ id, rule, holds, offenders }: InvariantVerdict): void {
  console.log(`  ${holds ? 'holds ' : 'BROKEN'} ${id.padEnd(6)} ${rule}`)
  for (const offender of offenders) console.log(`                ${offender}`)
}

/** What has been committed by now is linked first, so that the head speaks for it. */
async function showHead(sql: Sql): Promise<boolean> {
  while ((await chain(sql, { limit: LINKS_AT_ONCE })).linked > 0);
  const head = await chainHead(sql)
  console.log(head === null ? 'Nothing is chained yet.' : formatHead(head))
  return head !== null
}

async function expectHead(sql: Sql, head: ChainHead): Promise<boolean> {
  const misfits = await verifyChain(sql)
  for (const misfit of misfits) console.log(misfit)
  const contained = await containsHead(sql, head)
  console.log(
    contained
      ? `The chain contains ${formatHead(head)}.`
      : `The chain does not contain ${formatHead(head)}: what it stood for was changed or removed.`,
  )
  return contained && misfits.length === 0
}

const wanted = readArguments(process.argv.slice(2))
// oxlint-disable-next-line node/no-process-env -- a command's only input beside its arguments
const url = process.env['DATABASE_URL']
if (wanted === null) {
  console.error(USAGE)
  process.exit(2)
}
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
  const done =
    wanted.do === 'verify'
      ? await verify(sql)
      : wanted.do === 'head'
        ? await showHead(sql)
        : await expectHead(sql, wanted.head)
  process.exitCode = done ? 0 : 1
} finally {
  await pool.end()
}
