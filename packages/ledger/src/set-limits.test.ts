import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LowBalance, noticeLowBalances } from './notice-low-balances.ts'
import { setLimits } from './set-limits.ts'
import { addCredits, addRun, addUser, credits } from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { sqlStateOf } from './testing/look.ts'

let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

/** Looks until everything was read: transactions of other databases hold a tailer back. */
async function looked(): Promise<LowBalance[]> {
  const found = []
  while (true) {
    const { wallets } = await noticeLowBalances(db.worker, { limit: 1_000 })
    found.push(...wallets)
    const [row] = await db.run<{ done: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM transfers t JOIN tailers m ON m.name = 'low_balance' AND t.xid >= m.up_to_xid) AS done`,
    )
    if (row?.done === true) return found
  }
}
const noticed = async (user: string) => (await looked()).filter(({ userId }) => userId === user)
/** Moves credits out for good: takes a hold and settles nothing, then forgets the hold. */
async function spend(user: string, whole: number): Promise<void> {
  await addRun(db, user, { ceilings: [credits(whole)] })
  await db.run(`UPDATE accounts SET balance = 0 WHERE user_id = $1 AND kind = 'held'`, [user])
}

describe('the daily cap', () => {
  it('holds what is submitted from then on, and null lifts it', async () => {
    const user = await addUser(db)
    await addCredits(db, user, 100)
    await setLimits(db.web, user, { dailySpendCap: 500n, lowBalanceAt: null })
    expect(await sqlStateOf(addRun(db, user, { ceilings: [credits(6)] }))).toBe('AF108')
    await setLimits(db.web, user, { dailySpendCap: null, lowBalanceAt: null })
    await addRun(db, user, { ceilings: [credits(6)] })
  })

  it('is refused for nobody and for less than nothing', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000'
    const off = { dailySpendCap: null, lowBalanceAt: null }
    expect(await sqlStateOf(setLimits(db.web, nobody, off))).toBe('AF101')
    const user = await addUser(db)
    const wrong = setLimits(db.web, user, { dailySpendCap: -1n, lowBalanceAt: null })
    expect(await sqlStateOf(wrong)).toBe('23514')
  })

  it('is set by a person alone, and never by a worker', async () => {
    const off = { dailySpendCap: null, lowBalanceAt: null }
    expect(await sqlStateOf(setLimits(db.worker, await addUser(db), off))).toBe('42501')
  })
})

describe('the notice of a low balance', () => {
  it('comes once per dip, and again after the credits rose above the mark', async () => {
    const user = await addUser(db)
    await addCredits(db, user, 100)
    expect(await noticed(user)).toEqual([])
    await spend(user, 96)
    expect(await noticed(user)).toMatchObject([{ remaining: 400n, mark: 500n, locale: 'en' }])
    await spend(user, 1)
    expect(await noticed(user)).toEqual([])
    await addCredits(db, user, 100)
    expect(await noticed(user)).toEqual([])
    await spend(user, 100)
    expect(await noticed(user)).toMatchObject([{ remaining: 300n }])
  })

  it('counts what is only reserved as still there', async () => {
    const user = await addUser(db)
    await addCredits(db, user, 100)
    await addRun(db, user, { ceilings: [credits(98)] })
    expect(await noticed(user)).toEqual([])
  })

  it('does not come to somebody who turned it off, or was below the mark when setting it', async () => {
    const [off, knows] = [await addUser(db), await addUser(db)]
    await addCredits(db, off, 100)
    await addCredits(db, knows, 100)
    await setLimits(db.web, off, { dailySpendCap: null, lowBalanceAt: null })
    await setLimits(db.web, knows, { dailySpendCap: null, lowBalanceAt: 20_000n })
    await spend(off, 99)
    await spend(knows, 1)
    expect(await looked()).toEqual([])
  })

  it('comes to one of two workers that look at once', async () => {
    const user = await addUser(db)
    await addCredits(db, user, 100)
    await spend(user, 96)
    const both = await Promise.all([noticed(user), noticed(user)])
    expect(both.flat()).toHaveLength(1)
  })

  it('is found by a worker alone', async () => {
    expect(await sqlStateOf(noticeLowBalances(db.web, { limit: 1 }))).toBe('42501')
  })
})
