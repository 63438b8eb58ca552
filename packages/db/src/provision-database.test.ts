import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { databaseUrl, MIGRATOR_ROLE, provisionDatabase } from './provision-database.ts'
import { clusterUrl } from './test-database.ts'
import { TEST_PASSWORD } from './testing/test-template.ts'

const database = `provisioned_${process.pid}`

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows[0]
  } finally {
    await client.end()
  }
}

afterAll(() => ask(clusterUrl(), `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`))

test('makes a database whose owner is no superuser, once, however often it is asked', async () => {
  const make = (): Promise<void> => provisionDatabase(clusterUrl(), database, TEST_PASSWORD)
  await Promise.all([make(), make()])
  await make()
  const url = databaseUrl(clusterUrl(), { database, user: MIGRATOR_ROLE, password: TEST_PASSWORD })
  expect(
    await ask(
      url,
      'SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user',
    ),
  ).toEqual({
    rolsuper: false,
    rolcreaterole: true,
    rolcreatedb: false,
  })
})

test('an address keeps what needs escaping in a password', () => {
  const url = databaseUrl('postgresql://a:b@127.0.0.1:5/postgres', {
    database: 'x',
    user: 'me',
    password: 'p@ss/w:rd',
  })
  expect(url).toBe('postgresql://me:p%40ss%2Fw%3Ard@127.0.0.1:5/x')
})
