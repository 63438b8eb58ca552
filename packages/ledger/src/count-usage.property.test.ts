import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countUsage } from './count-usage.ts'
import { type Choice, choices } from './testing/choices.ts'
import { perform } from './testing/commands.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { createPair, prepareRules } from './testing/pair.ts'
import { countAllUsage, recountedUsage, usageDays } from './testing/usage.ts'

const RUNS = 15
const TIMEOUT_MS = 240_000

let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
  await prepareRules(db)
})
afterAll(() => db.close())

const OPENING: Choice[] = [
  { do: 'topUp', who: 0, whole: 115, wrong: false },
  { do: 'topUp', who: 1, whole: 115, wrong: false },
  { do: 'grant', who: 0, reason: 1 },
]

it(
  'counts in any bites what a recount of everything counts, for any sequence',
  { timeout: TIMEOUT_MS },
  async () => {
    const sequences = fc.array(choices, { minLength: 20, maxLength: 60, size: 'max' })
    const bites = fc.infiniteStream(fc.integer({ min: 1, max: 9 }))
    const property = fc.asyncProperty(sequences, bites, async (sequence, bite) => {
      const pair = await createPair(db)
      for (const choice of [...OPENING, ...sequence]) {
        await perform(pair, choice)
        const { value: limit } = bite.next()
        if (limit < 4) await countUsage(db.worker, { limit })
      }
      await countAllUsage(db)
      expect(await usageDays(db)).toEqual(await recountedUsage(db))
    })
    await fc.assert(property, { numRuns: RUNS })
    expect((await usageDays(db)).length).toBeGreaterThan(0)
  },
)
