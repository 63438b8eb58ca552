import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isOutOfService } from './out-of-service.ts'
import { createPool } from './pool.ts'
import { createPrisma, type Prisma } from './prisma.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let pool: pg.Pool
let prisma: Prisma
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.migratorUrl, {
    applicationName: 'service test',
    max: 2,
    statementTimeoutMs: 200,
  })
  prisma = createPrisma(pool)
})
afterAll(async () => {
  await prisma.$disconnect()
  await pool.end()
  await database.drop()
})

const errorOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => null,
    (error: unknown) => error,
  )

test.each<[string, () => Promise<unknown>]>([
  ['ran out of time', () => pool.query('SELECT pg_sleep(5)')],
  ['ran out of time in Prisma', () => prisma.$queryRawUnsafe('SELECT pg_sleep(5)::text')],
  ['may not write', () => pool.query('BEGIN READ ONLY; DELETE FROM system_switches; COMMIT')],
  ['lost its connection', () => pool.query('SELECT pg_terminate_backend(pg_backend_pid())')],
  [
    'finds nobody',
    () => createPool('postgres://a:b@127.0.0.1:1/c', { applicationName: 'x' }).query('SELECT 1'),
  ],
])('a statement that %s may be sent again later', async (_name, attempt) => {
  expect(isOutOfService(await errorOf(attempt()))).toBe(true)
})

test.each<[string, () => Promise<unknown>]>([
  ['is wrong', () => pool.query('SELEC 1')],
  ['may not', () => pool.query('SELECT * FROM pg_authid')],
  ['breaks a rule', () => pool.query('INSERT INTO system_switches (name) VALUES (NULL)')],
])('a statement that %s is no better later', async (_name, attempt) => {
  expect(isOutOfService(await errorOf(attempt()))).toBe(false)
})

test('what is no error at all says nothing of the database', () => {
  const endless: { cause?: unknown } = {}
  endless.cause = endless
  for (const value of [null, undefined, 'ECONNRESET', 7, endless])
    expect(isOutOfService(value)).toBe(false)
})
