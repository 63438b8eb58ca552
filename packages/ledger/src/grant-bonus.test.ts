import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { balances } from './balances.ts'
import { grantBonus } from './grant-bonus.ts'
import { addUser } from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, platform, refusalOf, sqlStateOf, statementOf } from './testing/look.ts'

const DAY_MS = 86_400_000
let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

const verified = (userId: string) => grantBonus(db.web, { userId, reason: 'email_verified' })

it('gives 20 credits for 30 days to a verified address', async () => {
  const user = await addUser(db)
  const before = await platform(db)
  const granted = await verified(user)
  expect(granted).toMatchObject({ amount: 2000n, repeated: false })
  expect(Math.round((granted.expiresAt.getTime() - Date.now()) / DAY_MS)).toBe(30)
  expect(await accountsOf(db, user)).toEqual({ bonus: 2000n })
  expect(await balances(db.web, user)).toMatchObject({
    bonus: 2000n,
    spendable: 2000n,
    available: 0n,
  })
  const after = await platform(db)
  expect((after['bonus_expense'] ?? 0n) - (before['bonus_expense'] ?? 0n)).toBe(-2000n)
  expect(await statementOf(db, user)).toEqual([
    { type: 'bonus', amount: 2000n, spendable: 2000n, held: 0n, pending: 0n },
  ])
})

it('gives it once, and answers the first grant ever after', async () => {
  const user = await addUser(db)
  const first = await verified(user)
  expect(await verified(user)).toEqual({ ...first, repeated: true })
  expect(await accountsOf(db, user)).toEqual({ bonus: 2000n })
})

it('gives it once when asked 20 times at the same moment', async () => {
  const user = await addUser(db)
  const answers = await Promise.all(Array.from({ length: 20 }, () => verified(user)))
  expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1)
  expect(new Set(answers.map((answer) => answer.transferId)).size).toBe(1)
  expect(await accountsOf(db, user)).toEqual({ bonus: 2000n })
})

it('gives nothing before the address is verified', async () => {
  const user = await addUser(db, { verified: false })
  expect(await refusalOf(verified(user))).toEqual({ code: 'EMAIL_NOT_VERIFIED', params: {} })
  expect(await accountsOf(db, user)).toEqual({})
})

it('knows no user without accounts', async () => {
  expect((await refusalOf(verified(randomUUID()))).code).toBe('NOT_FOUND')
})

it('knows no reason without an active rule', async () => {
  const user = await addUser(db)
  await db.run(
    `INSERT INTO grant_rules (reason, version, amount, valid_days, active) VALUES ('ended', 1, 100, 1, false)`,
  )
  for (const reason of ['ended', 'never-was']) {
    expect((await refusalOf(grantBonus(db.web, { userId: user, reason }))).code).toBe(
      'GRANT_UNAVAILABLE',
    )
  }
})

it('takes the newest active version of the rule, whose amount web cannot write', async () => {
  await db.run(`
    INSERT INTO grant_rules (reason, version, amount, valid_days, active)
    VALUES ('welcome', 1, 100, 1, true), ('welcome', 2, 250, 2, true), ('welcome', 3, 900, 3, false)`)
  const user = await addUser(db)
  expect(await grantBonus(db.web, { userId: user, reason: 'welcome' })).toMatchObject({
    amount: 250n,
  })
  const raised = db.web.query({ name: '', text: `UPDATE grant_rules SET amount = 999999` }, [])
  await expect(raised).rejects.toMatchObject({ code: '42501' })
})

it('keeps lots of different reasons apart', async () => {
  const user = await addUser(db)
  await db.run(
    `INSERT INTO grant_rules (reason, version, amount, valid_days) VALUES ('friend', 1, 300, 5)`,
  )
  await verified(user)
  await grantBonus(db.web, { userId: user, reason: 'friend' })
  const lots = await db.run(
    'SELECT reason, remaining FROM bonus_lots WHERE user_id = $1 ORDER BY expires_at',
    [user],
  )
  expect(lots).toEqual([
    { reason: 'friend', remaining: 300n },
    { reason: 'email_verified', remaining: 2000n },
  ])
})

it('writes nothing when it fails half way', async () => {
  const user = await addUser(db)
  await db.run(`DELETE FROM accounts WHERE user_id = $1 AND kind = 'bonus'`, [user])
  // The rule that a transfer's entries sum to zero stops it.
  expect(await sqlStateOf(verified(user))).toBe('AF002')
  const key = `grant:${user}:email_verified`
  expect(await db.run('SELECT FROM transfers WHERE business_key = $1', [key])).toEqual([])
  expect(await db.run('SELECT FROM bonus_lots WHERE user_id = $1', [user])).toEqual([])
  expect(await statementOf(db, user)).toEqual([])
})
