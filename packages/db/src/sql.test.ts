import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPool } from './pool.ts'
import { createPrisma, type Prisma } from './prisma.ts'
import { poolSql, prismaSql } from './sql.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let pool: pg.Pool
let prisma: Prisma

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.migratorUrl, { applicationName: 'sql test', max: 2 })
  prisma = createPrisma(pool)
})

afterAll(async () => {
  await prisma.$disconnect()
  await pool.end()
  await database.drop()
})

const typed = {
  name: 'typed',
  text: `SELECT $1::int8 AS big, $2::timestamptz AS at, ARRAY[1, NULL, 9007199254740993]::int8[] AS many,
                ARRAY[[1, 2], [3, 4]]::int8[] AS grid, 7::int4 AS small, NULL::int8 AS nothing`,
}
const at = new Date('2026-11-22T12:00:00.123Z')
const big = 9_007_199_254_740_993n

test('int8 arrives as bigint, also in arrays, and timestamptz as Date', async () => {
  const rows = await poolSql(pool).query(typed, [big, at])
  expect(rows).toEqual([
    {
      big,
      at,
      many: [1n, null, big],
      grid: [
        [1n, 2n],
        [3n, 4n],
      ],
      small: 7,
      nothing: null,
    },
  ])
})

test('the types of other users of the pool are left alone', async () => {
  await poolSql(pool).query(typed, [big, at])
  const { rows } = await pool.query('SELECT 5::int8 AS big')
  expect(rows).toEqual([{ big: '5' }])
})

test('a statement is prepared once on a connection', async () => {
  const single = createPool(database.migratorUrl, { applicationName: 'sql test', max: 1 })
  const sql = poolSql(single)
  const prepared = {
    name: 'prepared',
    text: 'SELECT count(*) AS n FROM pg_prepared_statements WHERE name = $1',
  }
  await sql.query(prepared, ['prepared'])
  expect(await sql.query(prepared, ['prepared'])).toEqual([{ n: 1n }])
  await single.end()
})

test('one name for two texts is refused', async () => {
  const single = createPool(database.migratorUrl, { applicationName: 'sql test', max: 1 })
  const sql = poolSql(single)
  await sql.query({ name: 'one', text: 'SELECT 1' }, [])
  await expect(sql.query({ name: 'one', text: 'SELECT 2' }, [])).rejects.toThrow('must be unique')
  await single.end()
})

test('the same statement runs inside a Prisma transaction', async () => {
  const marker = {
    name: 'marker',
    text: 'SELECT $1::int8 AS big, pg_current_xact_id()::text AS xid',
  }
  await prisma.$transaction(async (transaction) => {
    const sql = prismaSql(transaction)
    const [first] = await sql.query<{ big: bigint; xid: string }>(marker, [big])
    const [second] = await sql.query<{ big: bigint; xid: string }>(marker, [big])
    expect(first?.big).toBe(big)
    expect(second?.xid).toBe(first?.xid)
  })
})

test('a pool does not wait for ever for a connection', async () => {
  const options = { applicationName: 'sql test', max: 1, connectionTimeoutMs: 100 }
  const single = createPool(database.migratorUrl, options)
  const busy = await single.connect()
  await expect(single.query('SELECT 1')).rejects.toThrow('timeout exceeded when trying to connect')
  busy.release()
  await single.end()
})

test('a statement that runs too long is ended by the server', async () => {
  const options = { applicationName: 'sql test', max: 1, statementTimeoutMs: 50 }
  const impatient = createPool(database.migratorUrl, options)
  await expect(impatient.query('SELECT pg_sleep(5)')).rejects.toThrow('statement timeout')
  await impatient.end()
})

test('a killed idle connection is replaced without ending the process', async () => {
  const errors: Error[] = []
  const options = {
    applicationName: 'sql killed',
    max: 1,
    onConnectionError: (error: Error) => errors.push(error),
  }
  const survivor = createPool(database.migratorUrl, options)
  await survivor.query('SELECT 1')
  const gone = new Promise((resolve) => survivor.once('remove', resolve))
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sql killed'`,
  )
  await gone
  expect((await survivor.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  expect(errors.length).toBeGreaterThan(0)
  await survivor.end()
})
