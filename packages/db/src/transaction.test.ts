import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPool } from './pool.ts'
import type { Sql } from './sql.ts'
import { createEmptyTestDatabase, type TestDatabase } from './test-database.ts'
import { withTransaction } from './transaction.ts'

let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await createEmptyTestDatabase()
  pool = createPool(database.migratorUrl, { applicationName: 'transaction test', max: 4 })
  await pool.query('CREATE TABLE counters (id int PRIMARY KEY, n int NOT NULL)')
})

beforeEach(async () => {
  await pool.query('TRUNCATE counters')
  await pool.query('INSERT INTO counters VALUES (1, 0), (2, 0)')
})

afterAll(async () => {
  await pool.end()
  await database.drop()
})

const bump = { name: 'bump', text: 'UPDATE counters SET n = n + 1 WHERE id = $1' }
const read = { name: 'read', text: 'SELECT n FROM counters WHERE id = $1' }
const write = { name: 'write', text: 'UPDATE counters SET n = $2 WHERE id = $1' }
const counts = async (): Promise<number[]> =>
  (await pool.query<{ n: number }>('SELECT n FROM counters ORDER BY id')).rows.map((row) => row.n)

test('commits what the work did and gives back its result', async () => {
  const result = await withTransaction(pool, async (sql) => {
    await sql.query(bump, [1])
    return 'done'
  })
  expect(result).toBe('done')
  expect(await counts()).toEqual([1, 0])
})

test('an error rolls everything back and reaches the caller', async () => {
  const work = async (sql: Sql): Promise<never> => {
    await sql.query(bump, [1])
    throw new Error('no')
  }
  await expect(withTransaction(pool, work)).rejects.toThrow('no')
  expect(await counts()).toEqual([0, 0])
})

test('two transactions that deadlock both get through', async () => {
  const meet = meetingOfTwo()
  const crossing = (first: number, second: number): Promise<void> =>
    withTransaction(pool, async (sql) => {
      await sql.query(bump, [first])
      await meet()
      await sql.query(bump, [second])
    })
  await Promise.all([crossing(1, 2), crossing(2, 1)])
  expect(await counts()).toEqual([2, 2])
})

test('a lost update under serializable isolation is done again', async () => {
  const meet = meetingOfTwo()
  const increment = (): Promise<void> =>
    withTransaction(
      pool,
      async (sql) => {
        const [row] = await sql.query<{ n: number }>(read, [1])
        await meet()
        await sql.query(write, [1, (row?.n ?? 0) + 1])
      },
      { isolation: 'serializable' },
    )
  await Promise.all([increment(), increment()])
  expect(await counts()).toEqual([2, 0])
})

test('gives up after the agreed number of attempts', async () => {
  let attempts = 0
  const work = async (): Promise<never> => {
    attempts++
    throw Object.assign(new Error('deadlock'), { code: '40P01' })
  }
  await expect(withTransaction(pool, work, { attempts: 3 })).rejects.toThrow('deadlock')
  expect(attempts).toBe(3)
})

test('other errors are not tried again', async () => {
  let attempts = 0
  const work = async (sql: Sql): Promise<void> => {
    attempts++
    await sql.query({ name: 'duplicate', text: 'INSERT INTO counters VALUES (1, 1)' }, [])
  }
  await expect(withTransaction(pool, work)).rejects.toThrow('duplicate key')
  expect(attempts).toBe(1)
})

test('a connection that broke inside the work is not given to the next caller', async () => {
  const work = async (sql: Sql): Promise<void> => {
    await sql.query({ name: 'suicide', text: 'SELECT pg_terminate_backend(pg_backend_pid())' }, [])
  }
  await expect(withTransaction(pool, work)).rejects.toThrow('terminat')
  expect(await withTransaction(pool, async () => 'fine')).toBe('fine')
})

/** Lets two transactions wait for each other once; repeats pass straight through. */
function meetingOfTwo(): () => Promise<void> {
  const both = Promise.withResolvers<void>()
  let arrived = 0
  return () => {
    arrived++
    if (arrived === 2) both.resolve()
    return both.promise
  }
}
