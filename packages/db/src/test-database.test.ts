import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './test-database.ts'

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows[0]
  } finally {
    await client.end()
  }
}

test('a test database is reached as its owner, as web and as worker', async () => {
  const database = await createTestDatabase()
  const who = 'SELECT current_user AS user, current_database() AS name'
  expect(await ask(database.migratorUrl, who)).toEqual({
    user: 'aetherflow_migrator',
    name: database.name,
  })
  expect(await ask(database.webUrl, who)).toEqual({ user: 'aetherflow_web', name: database.name })
  expect(await ask(database.workerUrl, who)).toEqual({
    user: 'aetherflow_worker',
    name: database.name,
  })
  await database.drop()
  await expect(ask(database.webUrl, who)).rejects.toThrow('does not exist')
})

test('neither web nor worker may make temporary tables or objects', async () => {
  const database = await createTestDatabase()
  for (const url of [database.webUrl, database.workerUrl]) {
    await expect(ask(url, 'CREATE TEMP TABLE shadow (a int)')).rejects.toThrow('permission denied')
    await expect(ask(url, 'CREATE TABLE public.mine (a int)')).rejects.toThrow('permission denied')
  }
  await database.drop()
})

test('databases made at the same time do not hinder each other', async () => {
  const databases = await Promise.all(Array.from({ length: 6 }, () => createTestDatabase()))
  expect(new Set(databases.map((database) => database.name)).size).toBe(6)
  await Promise.all(databases.map((database) => database.drop()))
})
