import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { chargeback } from './chargeback.ts'
import { grantBonus } from './grant-bonus.ts'
import { mature } from './mature.ts'
import { settle } from './settle.ts'
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
import { addChargeback, paidOrder } from './testing/desk.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, statementOf } from './testing/look.ts'
import { verifyLedger } from './verify-ledger.ts'

const HOUR_MS = 3_600_000
let db: LedgerDatabase
let provider: string
let resourceId: string
// Each test begins after everything that the tests before it left has matured.
let start = 0
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  await db.setClock((start += 100 * HOUR_MS))
  await mature(db.worker, { limit: 500 })
  provider = await addUser(db)
  resourceId = await addResource(db, provider)
})
const later = (hours: number) => db.setClock(start + hours * HOUR_MS)

async function earn(consumer: string, price = credits(5)): Promise<string> {
  const [taskId = ''] = await addRun(db, consumer)
  await settle(db.worker, delivered(await addAttempt(db, taskId, { resourceId, price })))
  return taskId
}

it('leaves earnings pending until the dispute window has passed', async () => {
  await earn(await richUser(db))
  await later(71.9)
  expect(await mature(db.worker, { limit: 500 })).toEqual({ matured: 0 })
  expect(await accountsOf(db, provider)).toEqual({ pending: 400n })
  await later(72.1)
  expect(await mature(db.worker, { limit: 500 })).toEqual({ matured: 1 })
  expect(await accountsOf(db, provider)).toEqual({ earned: 400n })
  expect((await statementOf(db, provider)).at(-1)).toEqual({
    type: 'mature',
    amount: 400n,
    spendable: 400n,
    held: 0n,
    pending: 0n,
  })
})

it('matures once', async () => {
  const taskId = await earn(await richUser(db))
  await later(73)
  await mature(db.worker, { limit: 500 })
  expect(await mature(db.worker, { limit: 500 })).toEqual({ matured: 0 })
  const [settlement] = await db.run(
    'SELECT state::text, matured_at IS NOT NULL AS dated FROM settlements WHERE task_id = $1',
    [taskId],
  )
  expect(settlement).toEqual({ state: 'matured', dated: true })
})

it('keeps what was paid from bonus in promo_earned, rounded against what can be withdrawn', async () => {
  const consumer = await addUser(db)
  await grantBonus(db.web, { userId: consumer, reason: 'email_verified' })
  await addCredits(db, consumer, 100)
  // 20.00 bonus: 16.67 goes elsewhere first, 3.33 of the price of 5.00 is left for this task.
  await addRun(db, consumer, { ceilings: [credits(16.67)] })
  const taskId = await earn(consumer)
  const [settlement] = await db.run(
    'SELECT from_bonus, from_available, provider_share, share_promo FROM settlements WHERE task_id = $1',
    [taskId],
  )
  expect(settlement).toEqual({
    from_bonus: 333n,
    from_available: 167n,
    provider_share: 400n,
    share_promo: 267n,
  })
  await later(73)
  await mature(db.worker, { limit: 500 })
  expect(await accountsOf(db, provider)).toEqual({ promo_earned: 267n, earned: 133n })
})

it('passes promo_earned on as promo when it is spent', async () => {
  const consumer = await addUser(db)
  await grantBonus(db.web, { userId: consumer, reason: 'email_verified' })
  await earn(consumer)
  await later(73)
  await mature(db.worker, { limit: 500 })
  const second = await addUser(db)
  resourceId = await addResource(db, second)
  const [taskId = ''] = await addRun(db, provider, { ceilings: [credits(4)] })
  await settle(
    db.worker,
    delivered(await addAttempt(db, taskId, { resourceId, price: credits(4) })),
  )
  await later(146)
  await mature(db.worker, { limit: 500 })
  expect(await accountsOf(db, second)).toEqual({ promo_earned: 320n })
  start += 100 * HOUR_MS
})

it('leaves a disputed settlement alone', async () => {
  const taskId = await earn(await richUser(db))
  await db.run(`UPDATE settlements SET state = 'disputed' WHERE task_id = $1`, [taskId])
  await later(73)
  expect(await mature(db.worker, { limit: 500 })).toEqual({ matured: 0 })
  await db.run(`UPDATE settlements SET state = 'open' WHERE task_id = $1`, [taskId])
})

it('pays what the provider owes first, once for all that matured', async () => {
  const consumer = await richUser(db)
  await earn(consumer)
  await earn(consumer)
  const order = await paidOrder(db, provider, 100)
  await addRun(db, provider, { ceilings: [credits(95)] })
  await chargeback(db.worker, { chargebackId: await addChargeback(db, order) })
  expect(await accountsOf(db, provider)).toEqual({ held: 9500n, pending: 800n, debt: -9500n })
  await later(73)
  await mature(db.worker, { limit: 500 })
  expect(await accountsOf(db, provider)).toEqual({ held: 9500n, debt: -8700n })
  const lines = (await statementOf(db, provider))
    .slice(-3)
    .map(({ type, amount }) => [type, amount])
  expect(lines).toEqual([
    ['mature', 400n],
    ['mature', 400n],
    ['debt_recovery', -800n],
  ])
})

it('takes as many as it is told, the longest due first, from any number of processes', async () => {
  const consumers = await Promise.all([1, 2, 3].map(() => richUser(db)))
  for (let i = 0; i < 12; i++) await earn(consumers[i % 3] ?? '')
  await later(73)
  expect(await mature(db.worker, { limit: 5 })).toEqual({ matured: 5 })
  const rest = await Promise.all([1, 2, 3, 4].map(() => mature(db.worker, { limit: 5 })))
  const more = await mature(db.worker, { limit: 500 })
  expect(rest.reduce((sum, { matured }) => sum + matured, 0) + more.matured).toBe(7)
  expect(await accountsOf(db, provider)).toEqual({ earned: 4800n })
})

it('reads the window from the newest setting, when the task is settled', async () => {
  await db.run(`INSERT INTO settings (key, version, value) VALUES ('dispute.windowHours', 2, '1')`)
  await earn(await richUser(db))
  await db.run(`INSERT INTO settings (key, version, value) VALUES ('dispute.windowHours', 3, '72')`)
  await later(1.1)
  expect(await mature(db.worker, { limit: 500 })).toEqual({ matured: 1 })
})

it('leaves every invariant true', async () => {
  // The clock went on without a sweep, so only the deadlines of open tasks have passed.
  const broken = (await verifyLedger(db.worker)).filter(({ holds }) => !holds)
  expect(broken.map(({ id }) => id)).toEqual(['I12'])
})
