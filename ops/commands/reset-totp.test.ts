import { createTestDatabase, type TestDatabase } from '@aetherflow/db/test-database'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { resetTotp } from './reset-totp.ts'

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

async function enrolled(email: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO users (email, password_hash, totp_sealed, totp_last_step, totp_pending_sealed, totp_pending_until)
     VALUES ($1, 'x', 'ts1.a', 7, 'ts1.b', now()) RETURNING id`,
    [email],
  )
  const id = rows[0]?.id ?? ''
  await client.query(`INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, 'a')`, [id])
  await client.query(
    `INSERT INTO sessions (user_id, idle_expires_at, expires_at) VALUES ($1, now() + '1 day', now() + '1 day')`,
    [id],
  )
  return id
}

const stateOf = async (id: string) =>
  (
    await client.query(
      `SELECT num_nonnulls(totp_sealed, totp_last_step, totp_pending_sealed, totp_pending_until) AS kept,
              (SELECT count(*)::int FROM recovery_codes WHERE user_id = u.id) AS codes,
              (SELECT count(*)::int FROM sessions WHERE user_id = u.id AND revoked_at IS NULL) AS sessions
         FROM users u WHERE id = $1`,
      [id],
    )
  ).rows[0]

it('takes everything of a second factor off one account, and signs it out', async () => {
  const id = await enrolled('ada@example.test')
  const other = await enrolled('bob@example.test')
  expect(await resetTotp(database.migratorUrl, 'ada@example.test')).toBe(true)
  expect(await stateOf(id)).toEqual({ kept: 0, codes: 0, sessions: 0 })
  expect(await stateOf(other)).toEqual({ kept: 4, codes: 1, sessions: 1 })
  const { rows } = await client.query(
    `SELECT action, subject_id FROM audit_events UNION ALL
     SELECT template, user_id::text FROM outbox_messages`,
  )
  expect(rows).toEqual([
    { action: 'admin.totp_reset', subject_id: id },
    { action: 'second_factor_off', subject_id: id },
  ])
  expect(await resetTotp(database.migratorUrl, 'ada@example.test')).toBe(false)
})

it('says that nobody has this address', async () => {
  await expect(resetTotp(database.migratorUrl, 'nobody@example.test')).rejects.toThrow(
    'Nobody is registered as nobody@example.test.',
  )
})
