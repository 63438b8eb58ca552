import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { adjust } from './adjust.ts'
import { buyOut } from './buy-out.ts'
import { recoverDebts } from './recover-debts.ts'
import { addUser, richUser } from './testing/arrange.ts'
import { addAdjustment, addAdmin, type AdjustmentFacts } from './testing/desk.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, platform, refusalOf, statementOf } from './testing/look.ts'
import { verifyLedger } from './verify-ledger.ts'

const DAY_MS = 86_400_000
let db: LedgerDatabase
let user: string
let admin: string
let other: string
let day = 0
beforeAll(async () => {
  db = await createLedgerDatabase()
  admin = await addAdmin(db)
  other = await addAdmin(db)
})
afterAll(() => db.close())
beforeEach(async () => {
  user = await richUser(db)
  // The budget of a day is everybody's.
  await db.setClock((day += DAY_MS))
})

const recorded = (change: Partial<AdjustmentFacts> = {}) =>
  addAdjustment(db, {
    kind: 'adjust',
    userId: user,
    account: 'available',
    amount: 500n,
    requestedBy: admin,
    ...change,
  })
const executed = { outcome: 'executed', failure: null }
const run = async (change: Partial<AdjustmentFacts> = {}) =>
  adjust(db.worker, { adjustmentId: await recorded(change) })
const rowOf = async (id: string) =>
  (await db.run('SELECT state::text, failure FROM adjustments WHERE id = $1', [id]))[0]

describe('an adjustment', () => {
  it.each(['available', 'promo_earned', 'earned'] as const)(
    'gives to %s out of loss',
    async (account) => {
      const loss = (await platform(db))['loss'] ?? 0n
      const before = (await accountsOf(db, user))[account] ?? 0n
      expect(await run({ account })).toEqual(executed)
      expect((await accountsOf(db, user))[account]).toBe(before + 500n)
      expect((await platform(db))['loss']).toBe(loss - 500n)
      expect((await statementOf(db, user)).at(-1)).toMatchObject({
        type: 'adjustment',
        amount: 500n,
      })
    },
  )

  it('takes as well, but only what is there', async () => {
    expect(await run({ amount: -9999n })).toEqual(executed)
    expect(await accountsOf(db, user)).toEqual({ available: 1n })
    const adjustmentId = await recorded({ amount: -2n })
    const failed = { outcome: 'failed', failure: 'INSUFFICIENT_CREDITS' }
    expect(await adjust(db.worker, { adjustmentId })).toEqual(failed)
    expect(await rowOf(adjustmentId)).toEqual({ state: 'failed', failure: 'INSUFFICIENT_CREDITS' })
    expect(await adjust(db.worker, { adjustmentId })).toEqual(failed)
  })

  it('is done once, also at the same moment', async () => {
    const adjustmentId = await recorded()
    const answers = await Promise.all([1, 2, 3].map(() => adjust(db.worker, { adjustmentId })))
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual([
      'already',
      'already',
      'executed',
    ])
    expect(await accountsOf(db, user)).toEqual({ available: 10500n })
  })

  it('that was changed after it had been executed is a conflict', async () => {
    const adjustmentId = await recorded()
    await adjust(db.worker, { adjustmentId })
    await db.run('UPDATE adjustments SET amount = 501 WHERE id = $1', [adjustmentId])
    const changed = await refusalOf(adjust(db.worker, { adjustmentId }))
    expect(changed.code).toBe('IDEMPOTENCY_CONFLICT')
  })

  it.each<[string, () => Partial<AdjustmentFacts>, string]>([
    ['by nobody known', () => ({ requestedBy: randomUUID() }), 'NOT_AN_ADMIN'],
    ['above the limit by one admin', () => ({ amount: 10001n }), 'APPROVAL_MISSING'],
    [
      'above the limit downwards',
      () => ({ amount: -10000n, account: 'earned' }),
      'INSUFFICIENT_CREDITS',
    ],
    [
      'above the limit agreed by nobody known',
      () => ({ amount: 10001n, approvedBy: randomUUID() }),
      'APPROVAL_MISSING',
    ],
  ])('%s fails and moves nothing', async (_, change, failure) => {
    expect(await run(change())).toEqual({ outcome: 'failed', failure })
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
  })

  it('of an admin’s own money fails', async () => {
    await db.run(`UPDATE users SET role = 'admin' WHERE id = $1`, [user])
    expect(await run({ requestedBy: user })).toMatchObject({ failure: 'OWN_CASE' })
    expect(await run({ amount: 10001n, approvedBy: user })).toMatchObject({ failure: 'OWN_CASE' })
  })

  it('above the limit is done when two admins agree', async () => {
    expect(await run({ amount: 10001n, approvedBy: other })).toEqual(executed)
  })

  it('in many pieces below the limit needs a second admin, too, until the next day', async () => {
    const pieces = await Promise.all(Array.from({ length: 11 }, () => run({ amount: 10000n })))
    const alone = pieces.filter(({ outcome }) => outcome === 'executed')
    const refused = pieces.filter(({ failure }) => failure === 'APPROVAL_MISSING')
    expect([alone.length, refused.length]).toEqual([10, 1])
    expect(await accountsOf(db, user)).toEqual({ available: 110000n })
    expect(await run({ amount: -1n })).toMatchObject({ failure: 'APPROVAL_MISSING' })
    expect(await run({ amount: 1n, requestedBy: other })).toEqual(executed)
    expect(await run({ amount: 10000n, approvedBy: other })).toEqual(executed)
    await db.setClock((day += DAY_MS))
    expect(await run({ amount: 10000n })).toEqual(executed)
  })

  it('is not done before it is approved, nor by the other door', async () => {
    const awaiting = await recorded({ state: 'awaiting_approval' })
    const early = await refusalOf(adjust(db.worker, { adjustmentId: awaiting }))
    expect(early).toEqual({ code: 'STATE_CHANGED', params: { status: 'awaiting_approval' } })
    const adjustmentId = await recorded()
    const wrongDoor = await refusalOf(buyOut(db.worker, { adjustmentId }))
    expect(wrongDoor.code).toBe('NOT_FOUND')
  })
})

describe('a debt', () => {
  const owe = (amount: bigint) =>
    db.run(
      `SELECT ledger.post_owing(now(),
         ROW(i.id, 'adjust', 'adjust:' || i.id, sha256(''), 'worker', NULL)::ledger.movement,
         ARRAY[ROW(i.id, $1::uuid, 'debt', NULL, -$2::bigint)::ledger.leg, ROW(i.id, NULL, 'loss', NULL, $2::bigint)::ledger.leg],
         ARRAY[ROW(i.id, $1::uuid, 'adjustment', -$2::bigint, 0, 0, 0, NULL, NULL, NULL, '')::ledger.line])
         FROM (SELECT uuidv7() AS id) i`,
      [user, amount.toString()],
    )

  it('is paid by an adjustment upwards, available first and then earned', async () => {
    await run({ account: 'earned', amount: 300n })
    await owe(10700n)
    await run({ account: 'available', amount: 500n })
    expect(await accountsOf(db, user)).toEqual({ earned: 100n })
  })

  it('is paid by the sweep, once there is something to pay it with', async () => {
    await owe(12000n)
    expect(await recoverDebts(db.worker, { limit: 500 })).toEqual({ recovered: 1 })
    expect(await accountsOf(db, user)).toEqual({ debt: -2000n })
    expect(await recoverDebts(db.worker, { limit: 500 })).toEqual({ recovered: 0 })
  })

  it('is paid once when sweeps meet', async () => {
    await owe(4000n)
    await Promise.all([1, 2, 3].map(() => recoverDebts(db.worker, { limit: 500 })))
    expect(await accountsOf(db, user)).toEqual({ available: 6000n })
  })
})

describe('a buy-out', () => {
  const caps = (provider: number, budget: number) =>
    db.run(
      `INSERT INTO settings (key, version, value)
       SELECT k.key, (SELECT max(version) + 1 FROM settings s WHERE s.key = k.key), to_jsonb(k.value)
         FROM (VALUES ('buyOut.providerDailyCap', $1::int), ('buyOut.dailyBudget', $2::int)) AS k (key, value)`,
      [provider, budget],
    )
  const bought = async (amount: bigint, userId = user) => {
    const facts = { kind: 'buy_out', account: 'promo_earned', amount: -amount, userId } as const
    return buyOut(db.worker, { adjustmentId: await recorded(facts) })
  }
  const promo = (userId: string) => run({ userId, account: 'promo_earned', amount: 2000n })

  it('is closed until an operator opens it', async () => {
    await promo(user)
    expect(await bought(100n)).toEqual({ outcome: 'failed', failure: 'BUY_OUT_CLOSED' })
  })

  it('makes promotional earnings withdrawable, up to the caps of the day', async () => {
    await caps(1000, 1500)
    const second = await addUser(db)
    await promo(user)
    await promo(second)
    expect(await bought(1000n)).toEqual(executed)
    expect(await accountsOf(db, user)).toEqual({
      available: 10000n,
      promo_earned: 1000n,
      earned: 1000n,
    })
    expect(await bought(1n)).toMatchObject({ failure: 'BUY_OUT_CAP_REACHED' })
    expect(await bought(501n, second)).toMatchObject({ failure: 'BUY_OUT_BUDGET_REACHED' })
    expect(await bought(500n, second)).toEqual(executed)
    await db.setClock((day += DAY_MS))
    expect(await bought(1000n)).toEqual(executed)
  })

  it('never passes the budget when many meet', async () => {
    await caps(1000, 1500)
    const people = await Promise.all([1, 2, 3, 4].map(() => addUser(db)))
    for (const person of people) await promo(person)
    const answers = await Promise.all(people.map((person) => bought(700n, person)))
    expect(answers.filter(({ outcome }) => outcome === 'executed')).toHaveLength(2)
  })

  it('takes no more than there is', async () => {
    await caps(1000, 1500)
    expect(await bought(1n)).toMatchObject({ failure: 'INSUFFICIENT_CREDITS' })
  })
})

it('leaves every invariant true', async () => {
  expect((await verifyLedger(db.worker)).filter(({ holds }) => !holds)).toEqual([])
})
