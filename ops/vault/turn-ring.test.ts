import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createKeyRing, type KeyRing, serializeKeyRing } from '@aetherflow/crypto/key-ring'
import { createTestDatabase, type TestDatabase } from '@aetherflow/db/test-database'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readRing } from './ring-file.ts'
import {
  addVaultKey,
  makeVaultKeyPrimary,
  retireVaultKey,
  type Vault,
  wrapVault,
} from './turn-ring.ts'
import { vaultState } from './vault-state.ts'

let database: TestDatabase
let pool: pg.Pool
let folder: string
let ring: KeyRing
let vault: Vault
beforeAll(async () => {
  database = await createTestDatabase()
  pool = new pg.Pool({ connectionString: database.migratorUrl })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'aetherflow-vault-'))
  ring = await createKeyRing()
  const file = path.join(folder, 'key-ring.json')
  await writeFile(file, serializeKeyRing(ring).reveal(), { mode: 0o600 })
  const keyFile = path.join(folder, 'kms-key')
  await writeFile(keyFile, randomBytes(32).toString('base64url'))
  vault = { file, env: { VAULT_KMS_KEY_FILE: keyFile }, pool }
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const read = async () => (await readRing(vault.file, vault.env)).ring

async function reported(keyIds: string[]) {
  await pool.query(
    `INSERT INTO vault_ring_reports (worker_id, primary_key_id, key_ids, reported_at) VALUES ('w-1', $1, $2, clock_now())
     ON CONFLICT (worker_id) DO UPDATE SET key_ids = excluded.key_ids, reported_at = excluded.reported_at`,
    [keyIds[0], keyIds],
  )
}

async function seen(id: string, hoursAgo: number, rows: number) {
  await pool.query(
    `INSERT INTO vault_keys (id, superseded_at, empty_since)
     VALUES ($1, clock_now() - $2 * interval '1 hour', clock_now() - $2 * interval '1 hour')
     ON CONFLICT (id) DO UPDATE SET superseded_at = excluded.superseded_at, empty_since = excluded.empty_since`,
    [id, hoursAgo],
  )
  if (rows === 0) return
  const owner = randomUUID()
  await pool.query(
    `WITH u AS (INSERT INTO users (id, email, password_hash, role, updated_at) VALUES ($1, $2, 'none', 'provider', now())),
     s AS (INSERT INTO upstreams (id, name, host) VALUES ('stability', 'Stability AI', 'api.stability.ai') ON CONFLICT DO NOTHING)
     SELECT 1`,
    [owner, `${owner}@example.test`],
  )
  const { rows: made } = await pool.query<{ id: string }>(
    `INSERT INTO resources (owner_id, client_id, request_hash, upstream_id, name, warranty_version, warranty_at)
     VALUES ($1, $1, repeat('0', 64), 'stability', 'k', '2026-11', now()) RETURNING id`,
    [owner],
  )
  await pool.query(
    `INSERT INTO credentials (id, resource_id, version, state, sealed, vault_key_id, begin_expires_at)
     VALUES ($1, $2, 1, 'sealed', 'af1.x.y.z', $3, now())`,
    [randomUUID(), made[0]?.id, id],
  )
}

describe('a new vault key', () => {
  it('is added without being used, in a file that nobody else may read', async () => {
    const id = await addVaultKey(vault)
    const grown = await read()
    expect(grown.primaryKeyId).toBe(ring.primaryKeyId)
    expect(grown.keys.map((key) => key.id)).toEqual([ring.primaryKeyId, id])
    expect((await stat(vault.file)).mode & 0o777).toBe(0o600)
  })

  it('becomes primary only when every worker that runs can open it', async () => {
    const id = await addVaultKey(vault)
    await reported([ring.primaryKeyId])
    await expect(makeVaultKeyPrimary(vault, id)).rejects.toThrow('w-1')
    expect((await read()).primaryKeyId).toBe(ring.primaryKeyId)
    await reported([ring.primaryKeyId, id])
    await makeVaultKeyPrimary(vault, id)
    expect((await read()).primaryKeyId).toBe(id)
    await expect(makeVaultKeyPrimary(vault, 'vk-none')).rejects.toThrow('no key vk-none')
  })
})

describe('an old vault key', () => {
  async function superseded() {
    const id = await addVaultKey(vault)
    await reported([ring.primaryKeyId, id])
    await makeVaultKeyPrimary(vault, id)
    return ring.primaryKeyId
  }

  it('is retired once nothing has named it for a day', async () => {
    const old = await superseded()
    await seen(old, 25, 0)
    await retireVaultKey(vault, old)
    expect((await read()).keys[0]).toMatchObject({ id: old, state: 'retired', privateKey: null })
  })

  it.each([
    ['a row names it', 25, 1],
    ['nothing has named it for less than a day', 23, 0],
  ])('is kept while %s', async (_, hours, rows) => {
    const old = await superseded()
    await seen(old, hours, rows)
    await expect(retireVaultKey(vault, old)).rejects.toThrow('24 hours')
    expect((await read()).keys[0]?.privateKey).not.toBeNull()
    const { keys } = await vaultState(pool, [old])
    expect(keys.find(({ id }) => id === old)).toMatchObject({ rows, retirable: false })
  })

  it('is kept when no worker ever spoke of it, and while it is primary', async () => {
    const old = await superseded()
    await expect(retireVaultKey(vault, old)).rejects.toThrow('24 hours')
    await expect(retireVaultKey(vault, (await read()).primaryKeyId)).rejects.toThrow('primary key')
    await expect(retireVaultKey(vault, 'vk-none')).rejects.toThrow('no key vk-none')
  })
})

describe('a ring under a key service', () => {
  it('is wrapped, turned and unwrapped without changing what it opens', async () => {
    await wrapVault(vault, 'key-file')
    const text = await readFile(vault.file, 'utf8')
    expect(text).toContain('aetherflow-wrapped-ring/1')
    expect(text).not.toContain(ring.tagKey.reveal())
    const id = await addVaultKey(vault)
    expect(await readFile(vault.file, 'utf8')).toContain('aetherflow-wrapped-ring/1')
    expect((await read()).keys.map((key) => key.id)).toEqual([ring.primaryKeyId, id])
    await wrapVault(vault, 'plain')
    expect(await readFile(vault.file, 'utf8')).toContain('aetherflow-key-ring/1')
  })

  it('stays as it was when the service does not answer', async () => {
    const before = await readFile(vault.file, 'utf8')
    await expect(wrapVault(vault, 'aws-kms')).rejects.toThrow('VAULT_KMS_KEY_ID is not set')
    expect(await readFile(vault.file, 'utf8')).toBe(before)
    await wrapVault(vault, 'key-file')
    await expect(readRing(vault.file, {})).rejects.toThrow('does not open')
  })
})
