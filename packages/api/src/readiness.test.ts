import { createPool } from '@aetherflow/db/pool'
import { poolSql } from '@aetherflow/db/sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMetrics } from './create-metrics.ts'
import { readiness } from './readiness.ts'
import { createTestDeps, type TestDeps } from './testing/test-deps.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

test('is ready on a migrated database, as web and as worker', async () => {
  const ready = { database: 'ok', migrations: 'ok' }
  expect(await readiness(t.deps)).toEqual(ready)
  expect(await readiness(t.workerDeps)).toEqual(ready)
})

test('is not ready while a migration is under way', async () => {
  await t.admin.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('open', 'x', 'open')`,
  )
  expect(await readiness(t.deps)).toEqual({ database: 'ok', migrations: 'error' })
  await t.admin.query(`DELETE FROM _prisma_migrations WHERE id = 'open'`)
})

test('is not ready without a database, and does not throw', async () => {
  const pool = createPool('postgres://nobody@127.0.0.1:1/none', { applicationName: 'down' })
  const down = { ...t.deps, pool, sql: poolSql(pool) }
  expect(await readiness(down)).toEqual({ database: 'error', migrations: 'error' })
  await pool.end()
})

test('tells its figures in the format of Prometheus', async () => {
  const metrics = createMetrics(t.deps)
  const text = await metrics.read()
  expect(metrics.contentType).toContain('text/plain')
  expect(text).toMatch(/^aetherflow_pool_connections\{state="total"\} \d+$/m)
  expect(text).toContain('process_cpu_seconds_total')
})
