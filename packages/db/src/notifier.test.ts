import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createNotifier } from './notifier.ts'
import { createEmptyTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let client: pg.Client
let heard: string[] = []

beforeAll(async () => {
  database = await createEmptyTestDatabase()
  client = new pg.Client({ connectionString: database.migratorUrl })
  await client.connect()
  client.on('notification', ({ channel, payload = '' }) => heard.push(`${channel}:${payload}`))
  await client.query('LISTEN tasks; LISTEN runs')
})

beforeEach(() => {
  heard = []
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

test('a burst becomes few notifications, and none of its channels is forgotten', async () => {
  const notifier = createNotifier({ url: database.migratorUrl, minIntervalMs: 20 })
  for (let i = 0; i < 1_000; i++) notifier.notify(i % 2 === 0 ? 'tasks' : 'runs')
  await notifier.close()
  await vi.waitFor(() => expect(new Set(heard)).toEqual(new Set(['tasks:', 'runs:'])))
  // The first goes out alone, everything asked for while it did goes out together.
  expect(heard.length).toBeLessThanOrEqual(4)
})

test('different payloads are all delivered, the same one once per statement', async () => {
  const notifier = createNotifier({ url: database.migratorUrl })
  for (const payload of ['a', 'b', 'b', 'c']) notifier.notify('runs', payload)
  await notifier.close()
  await vi.waitFor(() => expect(heard.toSorted()).toEqual(['runs:a', 'runs:b', 'runs:c']))
})

test('too many payloads, or one too long, become one notification without any', async () => {
  const notifier = createNotifier({ url: database.migratorUrl })
  notifier.notify('tasks', 'first')
  for (let i = 0; i < 5_000; i++) notifier.notify('runs', String(i))
  notifier.notify('tasks', 'x'.repeat(8_000))
  await notifier.close()
  await vi.waitFor(() =>
    expect(heard).toEqual(expect.arrayContaining(['tasks:first', 'tasks:', 'runs:'])),
  )
  expect(heard.length).toBeLessThanOrEqual(104)
})

test('works again after its connection was cut', async () => {
  const notifier = createNotifier({ url: database.migratorUrl, applicationName: 'notify cut' })
  notifier.notify('tasks', 'before')
  await vi.waitFor(() => expect(heard).toEqual(['tasks:before']))
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'notify cut'`,
  )
  await vi.waitFor(
    () => {
      notifier.notify('tasks', 'after')
      expect(heard).toContain('tasks:after')
    },
    { timeout: 10_000, interval: 100 },
  )
  await notifier.close()
})

test('a database that is away is reported and disturbs nobody', async () => {
  const errors: Error[] = []
  const notifier = createNotifier({
    url: 'postgresql://nobody@127.0.0.1:1/none',
    onError: (error) => errors.push(error),
  })
  for (let i = 0; i < 100; i++) notifier.notify('tasks')
  await notifier.close()
  expect(errors).toHaveLength(1)
})
