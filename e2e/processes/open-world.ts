import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDeps } from '@aetherflow/api/create-deps'
import type { Deps } from '@aetherflow/api/deps'
import { publishCatalogue } from '@aetherflow/api/gateway/publish-catalogue'
import { createKeyRing, primaryPublicKey, serializeKeyRing } from '@aetherflow/crypto/key-ring'
import { Secret } from '@aetherflow/crypto/secret'
import type { VaultPublicKey } from '@aetherflow/crypto/vault-public-key'
import { createPool } from '@aetherflow/db/pool'
import { poolSql } from '@aetherflow/db/sql'
import { createTestDatabase, type TestDatabase } from '@aetherflow/db/test-database'
import type pg from 'pg'
import { type Child, startChild } from './start-child.ts'

export type World = {
  /** What verbs reach in a web process; they run in this one, as the role web. */
  deps: Deps
  database: TestDatabase
  /** Owner of the tables: for arranging and for looking. */
  admin: pg.Pool
  /** As the role worker. */
  workerDeps: Pick<Deps, 'sql'>
  simulatorUrl: string
  storageRoot: string
  /** What every process of the product is told. */
  settings: WorldSettings
  startWorker(env?: Record<string, string>): Promise<Child>
  /** The web's procedures over HTTP, without its pages. */
  startWebDoor(): Promise<Child>
  /** Output of all processes so far. */
  logs(): string
  /** Moves the database's clock forward. */
  advance(ms: number): Promise<void>
  close(): Promise<void>
}

export type WorldSettings = {
  publicUrl: string
  vaultPublicKey: VaultPublicKey
  addressSecret: string
  nextAuthSecret: string
  sandboxSecret: string
  sandboxMerchant: string
}

/** A cloned database, a simulator process, a vault and a disk; workers are started as wanted. */
export async function openWorld(): Promise<World> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(path.join(tmpdir(), 'aetherflow-world-'))
  const ring = await createKeyRing()
  const ringFile = path.join(folder, 'key-ring.json')
  await writeFile(ringFile, serializeKeyRing(ring).reveal(), { mode: 0o600 })
  const storageRoot = path.join(folder, 'storage')
  const settings: WorldSettings = {
    // Nothing listens there.
    publicUrl: 'http://127.0.0.1:9',
    vaultPublicKey: primaryPublicKey(ring),
    addressSecret: randomBytes(32).toString('hex'),
    nextAuthSecret: randomBytes(32).toString('hex'),
    sandboxSecret: randomBytes(32).toString('hex'),
    sandboxMerchant: 'aetherflow-test',
  }
  const simulator = await startChild('packages/simulator/src/main.ts', {
    SIMULATOR_PORT: '0',
    SIMULATOR_PICTURES: 'quick',
    SIMULATOR_RATE_LIMIT: 'off',
    SIMULATOR_LATENCY: 'none',
    SANDBOX_SECRET: settings.sandboxSecret,
    SANDBOX_MERCHANT: settings.sandboxMerchant,
  })
  const simulatorUrl = String(simulator.ready['url'])
  const web = openWeb(database, settings, { simulatorUrl, storageRoot })
  const admin = createPool(database.migratorUrl, { applicationName: 'test admin' })
  const workerPool = createPool(database.workerUrl, { applicationName: 'test door', max: 2 })
  await publishCatalogue(poolSql(admin), [...web.deps.upstreams.values()], {
    depositOpen: true,
    reason: 'test',
  })
  const children = [simulator]
  const start = async (script: string, env: Record<string, string>) => {
    const child = await startChild(script, env)
    children.push(child)
    return child
  }
  const shared = {
    AETHERFLOW_MODE: 'test',
    PUBLIC_URL: settings.publicUrl,
    STORAGE_ROOT: storageRoot,
    SIMULATOR_URL: simulatorUrl,
    SANDBOX_URL: `${simulatorUrl}/sandbox`,
    SANDBOX_SECRET: settings.sandboxSecret,
    SANDBOX_MERCHANT: settings.sandboxMerchant,
    LOG_LEVEL: 'trace',
  }
  return {
    deps: web.deps,
    database,
    admin,
    workerDeps: { sql: poolSql(workerPool) },
    simulatorUrl,
    storageRoot,
    settings,
    startWorker: (env = {}) =>
      start('apps/worker/src/main.ts', {
        ...shared,
        DATABASE_URL: database.workerUrl,
        VAULT_KEY_RING_FILE: ringFile,
        ...env,
      }),
    startWebDoor: () =>
      start('e2e/processes/web-door.ts', {
        ...shared,
        DATABASE_URL: database.webUrl,
        NEXTAUTH_SECRET: settings.nextAuthSecret,
        ADDRESS_SECRET: settings.addressSecret,
        VAULT_PUBLIC_KEY: JSON.stringify(settings.vaultPublicKey),
      }),
    logs: () => children.map((child) => child.output()).join('\n'),
    advance: async (ms) =>
      void (await admin.query('UPDATE test_clock SET offset_ms = offset_ms + $1', [ms])),
    async close() {
      await Promise.all(children.map((child) => child.end()))
      await web.close()
      await Promise.all([admin.end(), workerPool.end()])
      await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })])
    },
  }
}

function openWeb(
  database: Pick<TestDatabase, 'webUrl'>,
  settings: WorldSettings,
  places: { simulatorUrl: string; storageRoot: string },
) {
  return createDeps({
    process: 'web',
    mode: 'test',
    publicUrl: settings.publicUrl,
    databaseUrl: database.webUrl,
    listenDatabaseUrl: undefined,
    vaultPublicKey: settings.vaultPublicKey,
    addressSecret: new Secret(settings.addressSecret),
    storageRoot: places.storageRoot,
    simulatorUrl: places.simulatorUrl,
    sandbox: {
      baseUrl: `${places.simulatorUrl}/sandbox`,
      merchant: settings.sandboxMerchant,
      secret: settings.sandboxSecret,
    },
    logLevel: 'warn',
  })
}
