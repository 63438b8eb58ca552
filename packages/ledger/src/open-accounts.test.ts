import { randomUUID } from 'node:crypto'
import { createPool } from '@aetherflow/db/pool'
import { createPrisma } from '@aetherflow/db/prisma'
import { prismaSql } from '@aetherflow/db/sql'
import { createTestDatabase } from '@aetherflow/db/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { grantBonus } from './grant-bonus.ts'
import { openAccounts } from './open-accounts.ts'
import { addUser } from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { refusalOf } from './testing/look.ts'

let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

it('opens the seven accounts of a user at zero', async () => {
  const user = await addUser(db)
  const accounts = await db.run(
    'SELECT kind::text AS kind, balance, seq FROM accounts WHERE user_id = $1 ORDER BY id',
    [user],
  )
  const kinds = ['available', 'bonus', 'held', 'pending', 'earned', 'promo_earned', 'debt']
  expect(accounts).toEqual(kinds.map((kind) => ({ kind, balance: 0n, seq: 0n })))
})

it('changes nothing when it is called again, even at the same moment', async () => {
  const user = await addUser(db)
  await grantBonus(db.web, { userId: user, reason: 'email_verified' })
  await Promise.all([1, 2, 3, 4].map(() => openAccounts(db.web, user)))
  const [sum] = await db.run(
    'SELECT count(*) AS accounts, sum(balance)::bigint AS balance FROM accounts WHERE user_id = $1',
    [user],
  )
  expect(sum).toEqual({ accounts: 7n, balance: 2000n })
})

it('opens none for somebody who does not exist', async () => {
  expect((await refusalOf(openAccounts(db.web, randomUUID()))).code).toBe('NOT_FOUND')
})

it('refuses inside a Prisma transaction with the same codes', async () => {
  const database = await createTestDatabase()
  const pool = createPool(database.webUrl, { applicationName: 'ledger test prisma' })
  const prisma = createPrisma(pool)
  const open = prisma.$transaction((tx) => openAccounts(prismaSql(tx), randomUUID()))
  expect((await refusalOf(open)).code).toBe('NOT_FOUND')
  await prisma.$disconnect()
  await pool.end()
  await database.drop()
})
