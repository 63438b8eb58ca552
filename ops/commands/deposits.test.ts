import { createTestDatabase, type TestDatabase } from '@aetherflow/db/test-database'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { switchDeposits } from './deposits.ts'

let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = new pg.Client({ connectionString: database.migratorUrl })
  await client.connect()
  await client.query(
    `INSERT INTO upstreams (id, name, host) VALUES ('stability', 'Stability AI', 'api.stability.ai')`,
  )
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const to = (where: 'on' | 'off', reason: string, upstream = 'stability') =>
  switchDeposits(database.migratorUrl, { upstream, to: where, reason })

it('opens and closes deposits, each once, with the reason in the row and in the audit log', async () => {
  expect(await to('off', 'closed already')).toBe(false)
  expect(await to('on', ' their approval of 2026-11-20 ')).toBe(true)
  const { rows } = await client.query('SELECT deposit_open, deposit_reason FROM upstreams')
  expect(rows).toEqual([{ deposit_open: true, deposit_reason: 'their approval of 2026-11-20' }])
  expect(await to('off', 'their terms changed')).toBe(true)
  const audit = await client.query(
    `SELECT actor_kind, request_id, detail ->> 'reason' AS reason FROM audit_events ORDER BY id`,
  )
  const by = { actor_kind: 'system', request_id: 'npm run admin' }
  expect(audit.rows).toEqual([
    { ...by, reason: 'their approval of 2026-11-20' },
    { ...by, reason: 'their terms changed' },
  ])
})

it('wants a reason and an upstream that is there, and says how', async () => {
  await expect(to('on', ' x ')).rejects.toThrow('A reason is missing')
  await expect(to('on', 'why not', 'midjourney')).rejects.toThrow('no upstream midjourney')
})
