import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { listen } from './listen.ts'
import { createEmptyTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let client: pg.Client

beforeAll(async () => {
  database = await createEmptyTestDatabase()
  client = new pg.Client({ connectionString: database.migratorUrl })
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

test('hears its channels, whatever their case, and no others', async () => {
  const heard: string[] = []
  const listening = Promise.withResolvers<void>()
  const listener = listen({
    url: database.migratorUrl,
    channels: ['tasks', 'MixedCase'],
    onNotification: (channel, payload) => heard.push(`${channel}:${payload}`),
    onListening: listening.resolve,
  })
  await listening.promise
  await client.query(`NOTIFY other, 'x'`)
  await client.query(`SELECT pg_notify('tasks', '1'), pg_notify('MixedCase', '')`)
  await vi.waitFor(() => expect(heard).toEqual(['tasks:1', 'MixedCase:']))
  await listener.close()
})

test('listens again after its connection was cut, and says that something may be lost', async () => {
  let listening = 0
  const heard: string[] = []
  const errors: Error[] = []
  const listener = listen({
    url: database.migratorUrl,
    channels: ['tasks'],
    applicationName: 'listen cut',
    onNotification: (_channel, payload) => heard.push(payload),
    onListening: () => listening++,
    onError: (error) => errors.push(error),
  })
  await vi.waitFor(() => expect(listening).toBe(1))
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'listen cut'`,
  )
  await vi.waitFor(() => expect(listening).toBe(2), { timeout: 10_000 })
  await client.query(`NOTIFY tasks, 'after'`)
  await vi.waitFor(() => expect(heard).toEqual(['after']))
  expect(errors.length).toBeGreaterThan(0)
  await listener.close()
})

test('closing ends the connection, and also the waiting for a database that is away', async () => {
  const listener = listen({
    url: database.migratorUrl,
    channels: ['tasks'],
    applicationName: 'listen closed',
    onNotification: () => {},
  })
  const count = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'listen closed'`
  await vi.waitFor(async () => expect((await client.query(count)).rows).toEqual([{ n: 1 }]))
  await listener.close()
  await vi.waitFor(async () => expect((await client.query(count)).rows).toEqual([{ n: 0 }]))

  const failed = Promise.withResolvers<Error>()
  const lost = listen({
    url: 'postgresql://nobody@127.0.0.1:1/none',
    channels: ['tasks'],
    onNotification: () => {},
    onError: failed.resolve,
  })
  expect(await failed.promise).toBeInstanceOf(Error)
  await lost.close()
})
