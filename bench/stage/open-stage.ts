import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDeps, type OpenDeps } from '@aetherflow/api/create-deps'
import type { Deps } from '@aetherflow/api/deps'
import { publishCatalogue } from '@aetherflow/api/gateway/publish-catalogue'
import {
  createKeyRing,
  type KeyRing,
  primaryPublicKey,
  serializeKeyRing,
} from '@aetherflow/crypto/key-ring'
import { Secret } from '@aetherflow/crypto/secret'
import { migrate } from '@aetherflow/db/migrate'
import { WEB_ROLE, WORKER_ROLE } from '@aetherflow/db/migrate/roles'
import { createPool } from '@aetherflow/db/pool'
import { databaseUrl, MIGRATOR_ROLE, provisionDatabase } from '@aetherflow/db/provision-database'
import { poolSql } from '@aetherflow/db/sql'
import { startTestCluster } from '@aetherflow/db/testing/start-test-cluster'
import type pg from 'pg'
import { type StartedProcess, startProcess } from './start-process.ts'

export type Stage = {
  /** As the role web, in this process. */
  deps: Deps
  /** As the role worker, for top-ups. */
  workerDeps: Pick<Deps, 'sql'>
  /** Owner of the tables. */
  admin: pg.Pool
  adminUrl: string
  /** For what only the server's owner may do, such as explaining what runs inside a door. */
  superuserUrl: string
  webUrl: string
  workerUrl: string
  simulatorUrl: string
  ring: KeyRing
  /** What a worker's verbs reach, in this process. */
  openWorkerDeps(): OpenDeps
  /** More connections of the tables' owner. */
  openPool(name: string, max: number): pg.Pool
  startWorker(env?: Record<string, string>): Promise<StartedProcess>
  close(): Promise<void>
}

const publicUrl = 'http://127.0.0.1:9'
const database = 'bench'

/** The product on a cluster of its own, with the product's settings (fsync on), and a vendor without latency. */
export async function openStage(): Promise<Stage> {
  const cluster = await startTestCluster({})
  const folder = await mkdtemp(path.join(tmpdir(), 'aetherflow-bench-'))
  const password = randomBytes(16).toString('hex')
  const urlOf = (user: string) => databaseUrl(cluster.superuserUrl, { database, user, password })
  await provisionDatabase(cluster.superuserUrl, database, password)
  await migrate({ url: urlOf(MIGRATOR_ROLE), passwords: { web: password, worker: password } })

  const ring = await createKeyRing()
  const ringFile = path.join(folder, 'key-ring.json')
  await writeFile(ringFile, serializeKeyRing(ring).reveal(), { mode: 0o600 })
  const sandbox = { SANDBOX_SECRET: randomBytes(32).toString('hex'), SANDBOX_MERCHANT: 'bench' }
  const simulator = await startProcess('packages/simulator/src/main.ts', {
    SIMULATOR_PORT: '0',
    SIMULATOR_PICTURES: 'quick',
    SIMULATOR_RATE_LIMIT: 'off',
    SIMULATOR_LATENCY: 'none',
    ...sandbox,
  })
  const storageRoot = path.join(folder, 'storage')
  const web = openDeps('web', urlOf(WEB_ROLE), simulator.url, storageRoot, primaryPublicKey(ring))
  // Patient: it arranges much at once, and proves the ledger over all that was written.
  const admin = createPool(urlOf(MIGRATOR_ROLE), {
    applicationName: 'bench',
    max: 4,
    connectionTimeoutMs: 120_000,
    statementTimeoutMs: 600_000,
  })
  const workerPool = createPool(urlOf(WORKER_ROLE), { applicationName: 'bench door', max: 1 })
  const upstreams = [...web.deps.upstreams.values()]
  await publishCatalogue(poolSql(admin), upstreams, { depositOpen: true, reason: 'benchmark' })
  return {
    deps: web.deps,
    workerDeps: { sql: poolSql(workerPool) },
    admin,
    adminUrl: urlOf(MIGRATOR_ROLE),
    superuserUrl: cluster.superuserUrl.replace(/\/postgres$/, `/${database}`),
    webUrl: urlOf(WEB_ROLE),
    workerUrl: urlOf(WORKER_ROLE),
    simulatorUrl: simulator.url,
    ring,
    openWorkerDeps: () =>
      openDeps('worker', urlOf(WORKER_ROLE), simulator.url, storageRoot, primaryPublicKey(ring)),
    openPool: (name, max) => createPool(urlOf(MIGRATOR_ROLE), { applicationName: name, max }),
    startWorker: (env = {}) =>
      startProcess('apps/worker/src/main.ts', {
        AETHERFLOW_MODE: 'test',
        PUBLIC_URL: publicUrl,
        DATABASE_URL: urlOf(WORKER_ROLE),
        VAULT_KEY_RING_FILE: ringFile,
        STORAGE_ROOT: storageRoot,
        SIMULATOR_URL: simulator.url,
        SANDBOX_URL: `${simulator.url}/sandbox`,
        LOG_LEVEL: 'error',
        ...sandbox,
        ...env,
      }),
    async close() {
      await web.close()
      await Promise.all([admin.end(), workerPool.end(), simulator.stop()])
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function openDeps(
  process: 'web' | 'worker',
  url: string,
  simulatorUrl: string,
  storageRoot: string,
  vaultPublicKey: Deps['vaultPublicKey'],
): OpenDeps {
  return createDeps({
    process,
    mode: 'test',
    publicUrl,
    databaseUrl: url,
    listenDatabaseUrl: undefined,
    vaultPublicKey,
    addressSecret: new Secret(randomBytes(32).toString('hex')),
    storage: { kind: 'disk', root: storageRoot },
    simulatorUrl,
    sandbox: { baseUrl: undefined, merchant: undefined, secret: undefined },
    logLevel: 'error',
  })
}
