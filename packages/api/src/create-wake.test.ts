import { createPool } from '@aetherflow/db/pool'
import { createTestDatabase, type TestDatabase } from '@aetherflow/db/test-database'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWake } from './create-wake.ts'
import type { WakeChannel } from './deps.ts'
import { until } from './testing/buyer.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const log = pino({ level: 'silent' })
const connect = (url = database.webUrl) => {
  const wake = createWake({ url, log })
  const heard: WakeChannel[] = []
  for (const channel of ['tasks', 'verifications'] as const)
    wake.on(channel, () => heard.push(channel))
  return { wake, heard, close: () => wake.close() }
}

test('wakes listeners of other processes, of the channel that was meant', async () => {
  const web = connect()
  const worker = connect(database.workerUrl)
  // Everybody is woken once when the listening begins.
  await until(() => worker.heard.length === 2 && web.heard.length === 2)
  web.wake.send('tasks')
  await until(() => worker.heard.length === 3 && web.heard.length === 3)
  expect(worker.heard.at(-1)).toBe('tasks')
  await Promise.all([web.close(), worker.close()])
})

test('stops calling a listener that was taken off', async () => {
  const { wake, heard, close } = connect()
  await until(() => heard.length === 2)
  const off: string[] = []
  wake.on('tasks', () => off.push('tasks'))()
  wake.send('tasks')
  await until(() => heard.length === 3)
  expect(off).toEqual([])
  await close()
})

test('wakes everybody after a lost connection, because anything may have happened', async () => {
  const { wake, heard, close } = connect()
  await until(() => heard.length === 2)
  const admin = createPool(database.webUrl, { applicationName: 'killer' })
  await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`,
  )
  await admin.end()
  await until(() => heard.length === 4)
  wake.send('verifications')
  await until(() => heard.length === 5)
  expect(heard.at(-1)).toBe('verifications')
  await close()
})
