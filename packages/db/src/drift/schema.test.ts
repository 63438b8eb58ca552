import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMigrations } from '../migrate/read-migrations.ts'
import { readSchema } from '../read-schema.ts'
import { diagnoseHistory } from '../schema-engine/diagnose-history.ts'
import { diffSchema } from '../schema-engine/diff-schema.ts'
import type { TestDatabase } from '../test-database.ts'
import { createCommittedDatabase } from './committed-database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createCommittedDatabase()
})

afterAll(() => database.drop())

// The file holds what Prisma takes for a difference although both sides mean the same; shorter is better.
test('the migrations make the schema that the client is generated from', async () => {
  const difference = await diffSchema(database.migratorUrl, readSchema())
  await expect(`${difference}\n`).toMatchFileSnapshot('./schema.expected.sql')
})

test('Prisma finds our migration history complete and unedited', async () => {
  const found = await diagnoseHistory(database.migratorUrl, readSchema(), readMigrations())
  expect(found).toEqual({
    hasMigrationsTable: true,
    editedMigrationNames: [],
    failedMigrationNames: [],
    history: null,
  })
})
