import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestDatabase } from '../test-database.ts'
import { createCommittedDatabase } from './committed-database.ts'
import { listGrants } from './list-grants.ts'
import { listGuards } from './list-guards.ts'

let database: TestDatabase
let client: pg.Client

beforeAll(async () => {
  database = await createCommittedDatabase()
  client = new pg.Client({ connectionString: database.migratorUrl })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

// A wanted change: run this file with `vitest run packages/db/src/drift -u` and read the difference.
test('who may do what is what was committed', async () => {
  await expect(await listGrants(client)).toMatchFileSnapshot('./grants.expected.txt')
})

test('checks, triggers, partial indexes and storage settings are what was committed', async () => {
  await expect(await listGuards(client)).toMatchFileSnapshot('./guards.expected.txt')
})
