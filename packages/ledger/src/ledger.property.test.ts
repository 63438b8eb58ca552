import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Choice, choices } from './testing/choices.ts'
import { perform } from './testing/commands.ts'
import { expectSame } from './testing/compare.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { createPair, prepareRules } from './testing/pair.ts'
import { verifyLedger } from './verify-ledger.ts'

const RUNS = 60
const TIMEOUT_MS = 240_000

let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
  await prepareRules(db)
})
afterAll(() => db.close())

/** Somebody has bought credits and somebody has bonus, so that a sequence has what to move. */
const OPENING: Choice[] = [
  { do: 'topUp', who: 0, whole: 115, wrong: false },
  { do: 'grant', who: 0, reason: 1 },
  { do: 'grant', who: 1, reason: 0 },
  { do: 'grant', who: 1, reason: 2 },
  { do: 'topUp', who: 1, whole: 101, wrong: false },
  { do: 'adjust', who: 2, account: 1, amount: 1500, by: 0, again: false },
]

it(
  'answers and keeps what the model answers and keeps, for any sequence',
  { timeout: TIMEOUT_MS },
  async () => {
    const sequences = fc.array(choices, { minLength: 10, maxLength: 70, size: 'max' })
    const property = fc.asyncProperty(sequences, async (sequence) => {
      const pair = await createPair(db)
      for (const choice of [...OPENING, ...sequence]) {
        const answer = await perform(pair, choice)
        expect(answer.sql, JSON.stringify(choice)).toEqual(answer.model)
      }
      await expectSame(pair)
    })
    await fc.assert(property, { numRuns: RUNS })
    const broken = (await verifyLedger(db.worker)).filter(({ holds }) => !holds)
    // Nobody sweeps here, so deadlines pass.
    expect(broken.filter(({ id }) => id !== 'I12')).toEqual([])
  },
)
