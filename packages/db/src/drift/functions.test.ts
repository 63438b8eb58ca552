import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMigrations, readSqlFiles } from '../migrate/read-migrations.ts'
import type { TestDatabase } from '../test-database.ts'
import { createCommittedDatabase } from './committed-database.ts'

type InstalledFunction = {
  signature: string
  body: string
  definer: boolean
  settings: string[] | null
  for_everybody: boolean
}

let database: TestDatabase
let functions: InstalledFunction[]

beforeAll(async () => {
  database = await createCommittedDatabase()
  const client = new pg.Client({ connectionString: database.migratorUrl })
  await client.connect()
  const { rows } = await client.query<InstalledFunction>(
    `SELECT p.oid::regprocedure::text AS signature, p.prosrc AS body, p.prosecdef AS definer, p.proconfig AS settings,
            EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) WHERE grantee = 0) AS for_everybody
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`,
  )
  functions = rows
  await client.end()
})

afterAll(() => database.drop())

test('every installed function is the text of one committed file', () => {
  const texts = [...readSqlFiles(), ...readMigrations()].map((file) => file.sql)
  for (const { signature, body } of functions) {
    // A body in the SQL standard's form is kept parsed, without its text.
    if (body === '') continue
    expect(texts.filter((text) => text.includes(body)).length, signature).toBeGreaterThan(0)
  }
  expect(functions.length).toBeGreaterThan(0)
})

test('no function may be called by everybody', () => {
  expect(functions.filter((each) => each.for_everybody).map((each) => each.signature)).toEqual([])
})

test("every function that runs with its owner's rights fixes its search path", () => {
  const open = functions.filter(
    ({ definer, settings }) => definer && !settings?.includes('search_path=pg_catalog, pg_temp'),
  )
  expect(open.map((each) => each.signature)).toEqual([])
})
