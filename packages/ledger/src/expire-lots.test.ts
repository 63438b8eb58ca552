import { afterAll, beforeAll, expect, it } from 'vitest'
import { balances } from './balances.ts'
import { expireLots } from './expire-lots.ts'
import { grantBonus } from './grant-bonus.ts'
import { addRun, addUser, credits } from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, statementOf } from './testing/look.ts'

const DAY_MS = 86_400_000
let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

it('takes back what is left of an expired lot, once, and says so on the statement', async () => {
  await db.setClock(0)
  const user = await addUser(db)
  await grantBonus(db.web, { userId: user, reason: 'email_verified' })
  await addRun(db, user, { ceilings: [credits(6)] })
  expect(await expireLots(db.worker, { limit: 100 })).toEqual({ expired: 0 })
  await db.setClock(31 * DAY_MS)
  expect(await expireLots(db.worker, { limit: 100 })).toEqual({ expired: 1 })
  expect(await expireLots(db.worker, { limit: 100 })).toEqual({ expired: 0 })
  expect(await accountsOf(db, user)).toEqual({ held: 600n })
  expect((await statementOf(db, user)).at(-1)).toEqual({
    type: 'expiry',
    amount: -1400n,
    spendable: 0n,
    held: 600n,
    pending: 0n,
  })
})

it('shows an expired lot as gone before it is taken back', async () => {
  await db.setClock(0)
  const user = await addUser(db)
  await grantBonus(db.web, { userId: user, reason: 'email_verified' })
  expect(await balances(db.web, user)).toMatchObject({ bonus: 2000n, spendable: 2000n })
  await db.setClock(31 * DAY_MS)
  expect(await balances(db.web, user)).toMatchObject({ bonus: 0n, spendable: 0n })
  await expireLots(db.worker, { limit: 100 })
})

it('works through many users from several processes and takes each lot once', async () => {
  await db.setClock(0)
  const users = await Promise.all(Array.from({ length: 10 }, () => addUser(db)))
  for (const userId of users) await grantBonus(db.web, { userId, reason: 'email_verified' })
  await db.setClock(31 * DAY_MS)
  const first = await Promise.all([1, 2, 3].map(() => expireLots(db.worker, { limit: 4 })))
  const rest = await expireLots(db.worker, { limit: 100 })
  expect(first.reduce((sum, { expired }) => sum + expired, 0) + rest.expired).toBe(10)
  for (const user of users) expect(await accountsOf(db, user)).toEqual({})
})

it('finds nobody’s balances at zero', async () => {
  const nobody = '00000000-0000-4000-8000-000000000000'
  const zero = {
    available: 0n,
    bonus: 0n,
    promoEarned: 0n,
    earned: 0n,
    held: 0n,
    pending: 0n,
    debt: 0n,
    spendable: 0n,
  }
  expect(await balances(db.web, nobody)).toEqual(zero)
})
