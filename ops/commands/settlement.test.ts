import { createTestDatabase, type TestDatabase } from '@aetherflow/db/test-database'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { switchSettlement } from './settlement.ts'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.migratorUrl })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const to = (where: 'on' | 'off', reason: string) =>
  switchSettlement(database.migratorUrl, { to: where, reason })
const stopped = async () =>
  (await client.query(`SELECT "on", reason FROM system_switches WHERE name = 'settlement'`)).rows
const audited = async () =>
  (await client.query(`SELECT action, detail FROM audit_events ORDER BY id`)).rows

it('stops settlement by hand and starts it again, each once and with its reason', async () => {
  expect(await to('on', 'nothing to start')).toBe(false)
  expect(await to('off', 'moving house')).toBe(true)
  expect(await stopped()).toEqual([{ on: true, reason: 'moving house' }])
  expect(await to('off', 'again')).toBe(false)
  expect(await to('on', ' moved ')).toBe(true)
  expect(await stopped()).toEqual([{ on: false, reason: 'moved' }])
  expect(await audited()).toEqual([
    { action: 'settlement.stopped', detail: { reason: 'moving house', before: null } },
    { action: 'settlement.started', detail: { reason: 'moved', before: 'moving house' } },
  ])
})

it('refuses to start while a full check fails, and says what is broken', async () => {
  await to('off', 'I1')
  await client.query(
    `INSERT INTO transfers (kind, business_key, content_hash, actor_kind) VALUES ('grant', 'grant:nobody', sha256(''), 'system')`,
  )
  await expect(to('on', 'all is well')).rejects.toThrow(
    /settlement stays stopped.\n {2}I1 .*transfer /s,
  )
  expect(await stopped()).toEqual([{ on: true, reason: 'I1' }])
})

it.each(['', '   ', 'x'.repeat(501)])('asks for a reason instead of %j', async (reason) => {
  await expect(to('off', reason)).rejects.toThrow('A reason is missing')
})
