import { createPool } from '@aetherflow/db/pool'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { checkLedger, checkLedgerDaily } from './check-ledger.ts'
import { mature } from './mature.ts'
import { settle } from './settle.ts'
import { settleSet } from './settle-set.ts'
import {
  addAttempt,
  addCredits,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
  richUser,
} from './testing/arrange.ts'
import { createLedgerDatabase, type OwnLedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, refusalOf } from './testing/look.ts'
import { payLoss } from './testing/pay-loss.ts'
import { untilFinal } from './testing/until-final.ts'

const HOUR_MS = 3_600_000
let db: OwnLedgerDatabase
let pool: ReturnType<typeof createPool>
beforeAll(async () => {
  db = await createLedgerDatabase()
  pool = createPool(db.urls.worker, { applicationName: 'checker', max: 2 })
})
afterAll(async () => {
  await pool.end()
  await db.close()
})
beforeEach(async () => {
  await db.setClock(0)
  await db.run(`DELETE FROM system_switches`)
})

const recent = async () => {
  await untilFinal(db)
  return checkLedger(pool, 'recent')
}
const runs = () =>
  db.run<{ scope: string; holds: boolean; broken: string | null }>(`
    SELECT scope, holds, (SELECT string_agg(v ->> 'id', ' ') FROM jsonb_array_elements(verdicts) v WHERE NOT (v ->> 'holds')::boolean) AS broken
      FROM invariant_runs ORDER BY id`)
const settlement = () =>
  db.run<{ on: boolean; reason: string }>(
    `SELECT "on", reason FROM system_switches WHERE name = 'settlement'`,
  )
const payment = (user: string, id: string | null) =>
  db.run(`UPDATE orders SET gateway_payment_id = $2 WHERE user_id = $1`, [user, id])

it('finds a broken rule in what is new, stops settlement once, and never starts it by itself', async () => {
  const old = await richUser(db)
  expect(await recent()).toEqual({ broken: [], stopped: false, more: false })
  await payment(old, null)
  // Nothing of this user's is new: the full check would say so.
  expect(await recent()).toMatchObject({ broken: [], stopped: false })
  await payment(old, 'p-old')

  const user = await richUser(db)
  await payment(user, null)
  expect(await recent()).toMatchObject({ broken: [{ id: 'I9' }], stopped: true })
  const [stop] = await settlement()
  expect(stop).toEqual({ on: true, reason: 'broken: I9' })

  await payment(user, 'p-new')
  await addUser(db)
  await richUser(db)
  expect(await recent()).toEqual({ broken: [], stopped: true, more: false })
  expect(await checkLedger(pool, 'full')).toMatchObject({ broken: [], stopped: true })
  expect(await settlement()).toEqual([stop])
  expect((await runs()).map(({ scope, broken }) => [scope, broken])).toEqual([
    ['recent', null],
    ['recent', null],
    ['recent', 'I9'],
    ['recent', null],
    ['full', null],
  ])
})

it('keeps the first reason when more breaks', async () => {
  await db.run(
    `INSERT INTO system_switches (name, "on", reason) VALUES ('settlement', true, 'by hand')`,
  )
  const user = await richUser(db)
  await payment(user, null)
  expect(await recent()).toMatchObject({ broken: [{ id: 'I9' }], stopped: true })
  expect(await settlement()).toEqual([{ on: true, reason: 'by hand' }])
  await payment(user, 'p-mended')
})

it('pays nothing out while settlement is stopped, and still takes orders and runs', async () => {
  const [consumer, provider] = [await richUser(db), await addUser(db)]
  const resourceId = await addResource(db, provider)
  const ceilings = [credits(5), credits(5), credits(5)]
  await db.setClock(-80 * HOUR_MS)
  const [early = ''] = await addRun(db, consumer, { ceilings: [credits(5)] })
  await settle(db.worker, delivered(await addAttempt(db, early, { resourceId, price: credits(5) })))
  await db.setClock(0)
  const [first = '', second = '', third = ''] = await addRun(db, consumer, { ceilings })
  const price = credits(4)
  const attempts = [
    await addAttempt(db, first, { resourceId, price }),
    await addAttempt(db, second, { resourceId, price }),
  ]
  const lost = await addAttempt(db, third, { resourceId, price })
  await db.run(
    `UPDATE attempts SET state = 'unknown', loss_due = true, finished_at = clock_now(),
                  call_deadline_at = clock_now() WHERE id = $1`,
    [lost.attemptId],
  )
  await db.run(
    `INSERT INTO system_switches (name, "on", reason) VALUES ('settlement', true, 'test')`,
  )

  const refusals = await Promise.all([
    refusalOf(
      settleSet(
        db.worker,
        attempts.map((one) => delivered(one)),
      ),
    ),
    refusalOf(settle(db.worker, delivered(attempts[0] ?? lost))),
    refusalOf(payLoss(db, { attemptId: lost.attemptId })),
  ])
  expect(refusals.map(({ code }) => code)).toEqual(Array(3).fill('SETTLEMENT_STOPPED'))
  expect(await mature(db.worker, { limit: 10 })).toEqual({ matured: 0 })
  expect(await db.run('SELECT queue.pay_loss() AS paid')).toEqual([{ paid: null }])
  expect(await accountsOf(db, provider)).toEqual({ pending: 400n })

  await addCredits(db, consumer, 100)
  await addRun(db, consumer)
  expect(await accountsOf(db, consumer)).toEqual({ available: 17_400n, held: 2100n })
})

it.each([
  `SELECT ledger.execute_dispute(gen_random_uuid())`,
  `SELECT ledger.refund_order(gen_random_uuid())`,
  `SELECT ledger.adjust(gen_random_uuid())`,
  `SELECT ledger.buy_out(gen_random_uuid())`,
])('carries out no admin’s decision while settlement is stopped: %s', async (text) => {
  const act = () => refusalOf(db.worker.query({ name: '', text }, []))
  expect(await act()).toMatchObject({ code: 'NOT_FOUND' })
  await db.run(
    `INSERT INTO system_switches (name, "on", reason) VALUES ('settlement', true, 'test')`,
  )
  expect(await act()).toMatchObject({ code: 'SETTLEMENT_STOPPED' })
})

it('checks everything once a day, by one process', async () => {
  await db.setClock(48 * HOUR_MS)
  const answers = await Promise.all([1, 2, 3].map(() => checkLedgerDaily(pool)))
  expect(answers.filter((answer) => answer !== null)).toHaveLength(1)
  expect(await checkLedgerDaily(pool)).toBeNull()
  await db.setClock(71 * HOUR_MS)
  expect(await checkLedgerDaily(pool)).toBeNull()
  await db.setClock(73 * HOUR_MS)
  expect(await checkLedgerDaily(pool)).not.toBeNull()
})

it('is begun again when the process that began it did not end it', async () => {
  await db.setClock(120 * HOUR_MS)
  const begin = () => db.run('SELECT ledger.begin_full_check() AS due')
  expect(await begin()).toEqual([{ due: true }])
  expect(await begin()).toEqual([{ due: false }])
  await db.setClock(121.1 * HOUR_MS)
  expect(await begin()).toEqual([{ due: true }])
})

it('gives old holds five minutes when workers come back', async () => {
  const user = await richUser(db)
  await addRun(db, user)
  await db.setClock(200 * HOUR_MS)
  const beat = () => db.run(`SELECT queue.heartbeat('w1', '[]')`)
  await beat()
  expect((await recent()).broken.map(({ id }) => id)).not.toContain('I12')
  await db.setClock(200 * HOUR_MS + 6 * 60_000)
  await beat()
  expect((await recent()).broken.map(({ id }) => id)).toContain('I12')
})
