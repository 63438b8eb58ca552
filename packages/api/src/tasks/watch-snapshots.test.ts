import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMetrics } from '../create-metrics.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { workerCaller } from './testing/arrange-tasks.ts'

let test: TestDeps
let reader: pg.Client
beforeAll(async () => {
  test = await createTestDeps()
  reader = new pg.Client({
    connectionString: test.database.migratorUrl,
    application_name: 'somebody who reads',
  })
  await reader.connect()
})
afterAll(async () => {
  await reader.end()
  await test.close()
})

const look = () => workerCaller(test).watchSnapshots()
async function figure(): Promise<number> {
  const text = await createMetrics(test.workerDeps).read()
  return Number(/^aetherflow_old_snapshot_seconds (\S+)$/m.exec(text)?.[1])
}

it('raises an alarm for a snapshot that stays open for minutes, and calms down when it ends', async () => {
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
  await reader.query('SELECT count(*) FROM tasks')
  expect(await look()).toEqual({ alarm: false })
  await test.clock.advance(9 * 60_000)
  expect(await look()).toEqual({ alarm: false })
  expect(await figure()).toBe(0)
  await test.clock.advance(2 * 60_000)
  expect(await look()).toEqual({ alarm: true })
  expect(await figure()).toBeGreaterThan(600)
  const { rows } = await test.admin.query(
    `SELECT reason FROM system_switches WHERE name = 'old-snapshot' AND "on"`,
  )
  expect(rows[0].reason).toContain('somebody who reads')
  await reader.query('COMMIT')
  expect(await look()).toEqual({ alarm: false })
  expect(await figure()).toBe(0)
})
