import { expect, test } from 'vitest'
import { createPool } from './pool.ts'
import { createPrisma } from './prisma.ts'
import { createTestDatabase } from './test-database.ts'

test('Prisma and plain SQL share a pool, which outlives the client', async () => {
  const database = await createTestDatabase()
  const pool = createPool(database.migratorUrl, { applicationName: 'prisma test', max: 1 })
  const prisma = createPrisma(pool)
  await prisma.systemSwitch.create({ data: { name: 'settlement', reason: 'shared' } })
  await prisma.$disconnect()
  const { rows } = await pool.query(`SELECT reason FROM system_switches WHERE name = 'settlement'`)
  expect(rows).toEqual([{ reason: 'shared' }])
  await pool.end()
  await database.drop()
})

test('a repeated Prisma query is prepared once', async () => {
  const database = await createTestDatabase()
  const pool = createPool(database.migratorUrl, { applicationName: 'prisma test', max: 1 })
  const prisma = createPrisma(pool)
  for (const name of ['a', 'b', 'c']) await prisma.systemSwitch.findUnique({ where: { name } })
  const { rows } = await pool.query(
    `SELECT name FROM pg_prepared_statements WHERE statement LIKE '%system_switches%'`,
  )
  expect(rows).toHaveLength(1)
  await prisma.$disconnect()
  await pool.end()
  await database.drop()
})
