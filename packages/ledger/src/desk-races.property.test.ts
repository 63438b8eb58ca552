import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { domainCodeOf } from '@aetherflow/db/domain-sql-error'
import { mature as matureSql } from './mature.ts'
import { mature } from './model/mature.ts'
import { recoverDebts } from './model/recover-debt.ts'
import { recoverDebts as recoverDebtsSql } from './recover-debts.ts'
import { modelState, sqlState } from './testing/compare.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { createPair, prepareRules, setNow } from './testing/pair.ts'
import { type Act, arrangeRace, racing } from './testing/race.ts'
import { verifyLedger } from './verify-ledger.ts'

const TIMEOUT_MS = 280_000

let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
  await prepareRules(db)
})
afterAll(() => db.close())

it(
  'disputes, maturing, chargebacks and settlements that meet end as in some order, one after the other',
  { timeout: TIMEOUT_MS },
  async () => {
    const property = fc.asyncProperty(racing, async (race) => {
      const pair = await createPair(db)
      const acts = await arrangeRace(pair, race)
      const before = structuredClone(pair.model)
      await Promise.all(acts.flatMap(attempted))
      await matureSql(db.worker, { limit: 500 })
      await recoverDebtsSql(db.worker, { limit: 500 })
      const ended = spell(await sqlState(pair))
      const possible = new Set<string>()
      for (const order of ordersOf(acts)) {
        const model = structuredClone(before)
        for (const act of order) act.model(model)
        mature(model)
        recoverDebts(model)
        possible.add(spell(modelState(model)))
      }
      expect(possible, ended).toContain(ended)
    })
    await fc.assert(property, { numRuns: 25 })
    await setNow(db, Date.now())
    expect((await verifyLedger(db.worker)).filter(({ holds }) => !holds)).toEqual([])
  },
)

/** At once, and what may be repeated twice at once; a refusal is an end like another. */
function attempted({ sql, twice }: Act): Promise<unknown>[] {
  const one = () =>
    sql().catch((error: unknown) => {
      if (domainCodeOf(error) === null) throw error
    })
  return twice ? [one(), one()] : [one()]
}

function* ordersOf<T>(all: readonly T[]): Generator<T[]> {
  if (all.length === 0) yield []
  for (const [i, first] of all.entries()) {
    for (const rest of ordersOf(all.toSpliced(i, 1))) yield [first, ...rest]
  }
}

/** One spelling for equal states. */
function spell(state: unknown): string {
  return JSON.stringify(state, (_, value: unknown) => {
    if (typeof value === 'bigint') return `${value}`
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}
