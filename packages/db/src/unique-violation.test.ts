import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPool } from './pool.ts'
import { createPrisma, type Prisma } from './prisma.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { isUniqueViolation } from './unique-violation.ts'

let database: TestDatabase
let pool: pg.Pool
let prisma: Prisma

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.migratorUrl, { applicationName: 'unique test', max: 2 })
  prisma = createPrisma(pool)
  await addSwitch()
})

afterAll(async () => {
  await prisma.$disconnect()
  await pool.end()
  await database.drop()
})

const addSwitch = (): Promise<unknown> => prisma.systemSwitch.create({ data: { name: 'taken' } })
const insert = `INSERT INTO system_switches (name) VALUES ('taken')`
const violations: [string, () => Promise<unknown>][] = [
  ['pg', () => pool.query(insert)],
  ['a Prisma model', addSwitch],
  ['Prisma raw SQL', () => prisma.$executeRawUnsafe(insert)],
]

async function errorOf(attempt: () => Promise<unknown>): Promise<unknown> {
  return attempt().then(
    () => null,
    (error: unknown) => error,
  )
}

test.each(violations)('recognises a violation that comes from %s', async (_name, attempt) => {
  const error = await errorOf(attempt)
  expect(isUniqueViolation(error)).toBe(true)
  expect(isUniqueViolation(error, 'system_switches_pkey')).toBe(true)
  expect(isUniqueViolation(error, 'another_constraint')).toBe(false)
})

test('takes nothing else for a violation', async () => {
  const notNull = 'INSERT INTO system_switches (name) VALUES (NULL)'
  const others = [
    await errorOf(() => pool.query(notNull)),
    await errorOf(() => prisma.$executeRawUnsafe(notNull)),
    await errorOf(() =>
      prisma.systemSwitch.update({ where: { name: 'absent' }, data: { on: true } }),
    ),
    new Error('23505'),
    '23505',
    null,
    undefined,
    { code: 'P2002' },
  ]
  for (const error of others) expect(isUniqueViolation(error)).toBe(false)
})
