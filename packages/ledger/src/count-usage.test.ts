import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countUsage } from './count-usage.ts'
import { executeDispute } from './execute-dispute.ts'
import { openDispute } from './open-dispute.ts'
import { settle } from './settle.ts'
import {
  addAttempt,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
  richUser,
} from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { countAllUsage, recountedUsage, usageDays } from './testing/usage.ts'

const HOUR_MS = 3_600_000
let db: LedgerDatabase
let consumer: string
let provider: string
let resourceId: string
beforeAll(async () => {
  db = await createLedgerDatabase()
  consumer = await richUser(db)
  provider = await addUser(db)
  resourceId = await addResource(db, provider)
})
afterAll(() => db.close())

async function deliver(modelId: string, price: number): Promise<string> {
  const [taskId = ''] = await addRun(db, consumer, { ceilings: [credits(price)], modelId })
  const attempt = await addAttempt(db, taskId, { resourceId, price: credits(price) })
  expect(await settle(db.worker, delivered(attempt))).toBe('settled')
  return taskId
}

async function refund(taskId: string, amount: number): Promise<void> {
  const { disputeId } = await openDispute(db.web, {
    userId: consumer,
    taskId,
    clientId: randomUUID(),
    requestHash: 'b'.repeat(64),
    type: 'poor_quality',
    description: 'blurred',
  })
  const admin = await addUser(db)
  await db.run(`UPDATE users SET role = 'admin' WHERE id = $1`, [admin])
  await db.run(
    `UPDATE disputes SET status = 'decided', decision = 'refund_partial', amount = $2, handled_by = $3,
            decided_at = clock_now(), resolution = 'ok' WHERE id = $1`,
    [disputeId, credits(amount).toString(), admin],
  )
  expect(await executeDispute(db.worker, { disputeId })).toMatchObject({ outcome: 'executed' })
}

it('counts by day, model and resource, and takes a refund off the day of the settlement', async () => {
  await db.setClock(-30 * HOUR_MS)
  const first = await deliver('stability:core', 4)
  await deliver('stability:core', 6)
  await db.setClock(0)
  await deliver('stability:ultra', 10)
  await countAllUsage(db)
  const mine = async (side: string) =>
    (await usageDays(db))
      .filter((row) => row.side === side)
      .map(({ modelId, tasks, amount }) => [modelId, tasks, amount])
  expect(await mine('spent')).toEqual([
    ['stability:core', 2, 1000n],
    ['stability:ultra', 1, 1000n],
  ])
  expect(await mine('earned')).toEqual([
    ['stability:core', 2, 800n],
    ['stability:ultra', 1, 800n],
  ])

  await refund(first, 1.5)
  expect(await mine('spent')).toContainEqual(['stability:core', 2, 1000n])
  await countAllUsage(db)
  expect(await mine('spent')).toContainEqual(['stability:core', 2, 850n])
  expect(await mine('earned')).toContainEqual(['stability:core', 2, 680n])
  expect(await usageDays(db)).toEqual(await recountedUsage(db))
})

it('counts nothing twice when several processes count at once', async () => {
  for (let i = 0; i < 6; i += 1) await deliver('stability:core', 1)
  await Promise.all([1, 2, 3, 4].map(() => countUsage(db.worker, { limit: 2 })))
  await countAllUsage(db)
  expect(await countUsage(db.worker, { limit: 10 })).toEqual({ read: 0 })
  expect(await usageDays(db)).toEqual(await recountedUsage(db))
})
