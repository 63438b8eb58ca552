import { readFileSync } from 'node:fs'
import path from 'node:path'
import { migrate, testSource } from '@aetherflow/db/migrate'
import { createPool } from '@aetherflow/db/pool'
import { createEmptyTestDatabase } from '@aetherflow/db/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chain } from './chain.ts'
import { countUsage } from './count-usage.ts'
import { executeDispute } from './execute-dispute.ts'
import { mature } from './mature.ts'
import { refundOrder } from './refund-order.ts'
import { releaseTask } from './release-task.ts'
import { rollUp } from './roll-up.ts'
import { settle } from './settle.ts'
import { delivered } from './testing/arrange.ts'
import { addAdmin, addRefund, decide } from './testing/desk.ts'
import { type OwnLedgerDatabase, reachLedger } from './testing/ledger-database.ts'
import { verifyLedger } from './verify-ledger.ts'

const FIRST_VERSION = ['20261122000000_init', '20261122000100_guards']
/** Within the dispute window of the last rows. */
const LAST_ROWS_AT = Date.UTC(2026, 10, 5, 6, 31)

let db: OwnLedgerDatabase
beforeAll(async () => {
  const database = await createEmptyTestDatabase()
  const owner = createPool(database.migratorUrl, { applicationName: 'ledger test owner' })
  const now = testSource()
  const upgradeTo = (source: typeof now) =>
    migrate({ url: database.migratorUrl, passwords: null, source })
  const first = now.migrations.filter(({ name }) => FIRST_VERSION.includes(name))
  await upgradeTo({ migrations: first, sqlFiles: [] })
  await owner.query(
    readFileSync(path.join(import.meta.dirname, 'testing', 'first-version.sql'), 'utf8'),
  )
  await upgradeTo(now)
  await owner.end()
  db = reachLedger(database)
  await db.setClock(LAST_ROWS_AT - Date.now())
})
afterAll(() => db.close())

const broken = async () => (await verifyLedger(db.worker)).filter(({ holds }) => !holds)
const only = async <Row>(text: string): Promise<Row> => {
  const [row] = await db.run<Row>(text)
  if (row === undefined) throw new Error(`nothing from ${text}`)
  return row
}

it('finds the first version’s ledger sound, and follows it from its first transfer', async () => {
  expect(await broken()).toEqual([])
  const { transfers } = await only<{ transfers: bigint }>(
    'SELECT count(*) AS transfers FROM transfers',
  )
  for (const follow of [chain, rollUp, countUsage]) await follow(db.worker, { limit: 1000 })
  expect(await only('SELECT count(*) AS links FROM ledger_chain')).toEqual({ links: transfers })
  expect(await only('SELECT sum(tasks) AS tasks FROM usage_days')).toEqual({ tasks: 10n })
  expect(await broken()).toEqual([])
})

it('settles, releases, matures, refunds and decides what the first version began', async () => {
  const admin = await addAdmin(db)
  const running = await only<{
    taskId: string
    attemptId: string
    fence: bigint
    resourceId: string
  }>(
    `SELECT t.id AS "taskId", t.attempt_id AS "attemptId", t.fence, a.resource_id AS "resourceId"
       FROM tasks t JOIN attempts a ON a.id = t.attempt_id WHERE t.status = 'processing'`,
  )
  expect(await settle(db.worker, delivered(running))).toBe('settled')
  const waiting = await only<{ taskId: string; userId: string }>(
    `SELECT id AS "taskId", user_id AS "userId" FROM tasks WHERE status = 'pending'`,
  )
  expect(await releaseTask(db.web, waiting)).toMatchObject({ repeated: false })

  const dispute = await only<{ id: string; seller: string; owner: string }>(
    `SELECT d.id, d.provider_id AS seller, s.provider_id AS owner
       FROM disputes d JOIN settlements s ON s.task_id = d.task_id`,
  )
  expect(dispute.seller).toBe(dispute.owner)
  await decide(db, dispute.id, { decision: 'refund_full', by: admin })
  expect(await executeDispute(db.worker, { disputeId: dispute.id })).toMatchObject({
    outcome: 'executed',
  })

  const order = await only<{ id: string }>(`SELECT id FROM orders WHERE status = 'credited'`)
  const refund = { credits: 100n, amountMinor: 1, requestedBy: admin }
  const refundId = await addRefund(db, order.id, refund)
  expect(await refundOrder(db.worker, { refundId })).toMatchObject({ outcome: 'debited' })

  await db.setClock(0)
  expect(await mature(db.worker, { limit: 100 })).toEqual({ matured: 2 })
  expect(await broken()).toEqual([])
})
