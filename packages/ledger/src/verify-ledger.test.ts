import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { platformBalances } from './platform-balances.ts'
import {
  arrangeLedger,
  type CorruptedLedger,
  restoreLedger,
  takeGuardsAway,
} from './testing/corrupted-ledger.ts'
import { CORRUPTIONS } from './testing/corruptions.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { type RecentScope, verifyLedger } from './verify-ledger.ts'

let db: LedgerDatabase
let at: CorruptedLedger
beforeAll(async () => {
  db = await createLedgerDatabase()
  at = await arrangeLedger(db)
  await takeGuardsAway(db)
})
afterAll(() => db.close())

const triggersOff = [
  'trigger append_only on entries',
  'trigger append_only on transfers',
  'trigger append_only on statement_lines',
  'trigger append_only on ledger_chain',
  'trigger balanced on entries',
]

async function broken(scope?: RecentScope): Promise<Record<string, string[]>> {
  const verdicts = (await verifyLedger(db.worker, scope)).filter(({ holds }) => !holds)
  const found = verdicts.map(({ id, offenders }) => [
    id,
    offenders.filter((offender) => !triggersOff.includes(offender)),
  ])
  return Object.fromEntries(found.filter(([, offenders]) => offenders?.length !== 0))
}

beforeEach(() => restoreLedger(db))

it('finds nothing in a sound ledger', async () => {
  expect(await broken()).toEqual({})
})

it('names each rule once, in order, and the parts of I7 that are switched off', async () => {
  const verdicts = await verifyLedger(db.worker)
  expect(verdicts.map(({ id }) => id)).toEqual([
    'I1',
    'I2',
    'I3',
    'I4',
    'I5',
    'I6',
    'I7',
    'I8',
    'I9',
    'I10',
    'I11',
    'I12',
    'I13',
    'I14',
    'I15',
    'I16',
    'I18',
    'lines',
    'lots',
    'loss',
    'sums',
    'disputes',
    'refunds',
    'buy-outs',
  ])
  const i7 = verdicts.find(({ id }) => id === 'I7')
  expect(i7).toMatchObject({ holds: false })
  expect(i7?.offenders.toSorted((a, b) => a.localeCompare(b))).toEqual(
    triggersOff.toSorted((a, b) => a.localeCompare(b)),
  )
})

it.each(CORRUPTIONS)('finds %s', async (_, corruption, id) => {
  expect(
    await db.run(
      `WITH done AS (${corruption(at)} RETURNING 1) SELECT count(*) > 0 AS changed FROM done`,
    ),
  ).toEqual([{ changed: true }])
  expect(Object.keys(await broken())).toContain(id)
})

const LAST_XID = '18446744073709551615'
const since = (from: string): RecentScope => ({
  from,
  to: LAST_XID,
  chain: { from, to: LAST_XID },
})

it('finds nothing in what is new of a sound ledger', async () => {
  expect(await broken(since('0'))).toEqual({})
})

// What leaves no trace near a new transfer is left to the full check.
const FULL_ONLY = new Set([
  'an entry without a transfer',
  'a negative balance',
  'a debt above zero',
  'a hold that was never released',
  'a clearing account that cleared more than was ordered',
  'a roll-up that was raised',
])

it.each(CORRUPTIONS.filter(([what]) => !FULL_ONLY.has(what)))(
  'finds %s by what new transfers touched, and not by what later ones did',
  async (_, corruption, id) => {
    await db.run(corruption(at))
    const [later] = await db.run<{ xid: string }>(
      `SELECT (max(xid)::text::numeric + 1)::text AS xid FROM transfers`,
    )
    expect(Object.keys(await broken(since('0')))).toContain(id)
    expect(Object.keys(await broken(since(later?.xid ?? '')))).toEqual(id === 'I18' ? ['I18'] : [])
  },
)

it.each<[string, () => string, () => string, string]>([
  [
    'a terminal task that went on',
    () => `UPDATE tasks SET finished_at = NULL WHERE id = '${at.failed}'`,
    () => `UPDATE tasks SET finished_at = now() WHERE id = '${at.failed}'`,
    'I7',
  ],
  [
    'a hold long past its deadline',
    () => `UPDATE tasks SET deadline_at = now() - interval '6 minutes' WHERE id = '${at.open}'`,
    () => `UPDATE tasks SET deadline_at = now() + interval '6 minutes' WHERE id = '${at.open}'`,
    'I12',
  ],
  [
    'a fence that did not rise',
    () => `UPDATE tasks SET fence = 0 WHERE id = '${at.settled}'`,
    () => `UPDATE tasks SET fence = 1 WHERE id = '${at.settled}'`,
    'I16',
  ],
  [
    'an image that is gone from a completed task',
    () => `UPDATE images SET state = 'evidence' WHERE task_id = '${at.settled}'`,
    () => `UPDATE images SET state = 'delivered' WHERE task_id = '${at.settled}'`,
    'I6',
  ],
  [
    'a completed task that never paid',
    () => `UPDATE attempts SET state = 'failed' WHERE id = '${at.attempt}'`,
    () => `UPDATE attempts SET state = 'succeeded' WHERE id = '${at.attempt}'`,
    'I8',
  ],
])('finds %s', async (_, corrupt, mend, id) => {
  await db.run(corrupt())
  expect(Object.keys(await broken())).toContain(id)
  await db.run(mend())
  expect(await broken()).toEqual({})
})

it('shows at most five offenders of a rule', async () => {
  await db.run(`UPDATE entries SET amount = amount + 1`)
  expect((await broken())['I1']).toHaveLength(5)
})

it('sums up the platform’s accounts', async () => {
  expect(await platformBalances(db.worker)).toEqual([
    { name: 'commission', balance: 580n, entries: 2n },
    { name: 'bonus_expense', balance: -2000n, entries: 1n },
    { name: 'loss', balance: -300n, entries: 1n },
    { name: 'clearing:sandbox', balance: -10000n, entries: 1n },
  ])
})
