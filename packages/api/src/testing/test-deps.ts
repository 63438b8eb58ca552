import { Secret } from '@aetherflow/crypto/secret'
import { createKeyRing, type KeyRing, primaryPublicKey } from '@aetherflow/crypto/key-ring'
import { createPool } from '@aetherflow/db/pool'
import { createPrisma } from '@aetherflow/db/prisma'
import { poolSql } from '@aetherflow/db/sql'
import { createTestDatabase, type TestDatabase } from '@aetherflow/db/test-database'
import { createUpstreams, simulatedAddresses } from '@aetherflow/integrations/image/upstreams'
import { createDiskStorage } from '@aetherflow/integrations/storage/disk/create-disk-storage'
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '@aetherflow/simulator/start-simulator'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { pino } from 'pino'
import { createCounters } from '../create-counters.ts'
import { createLimiter } from '../create-limiter.ts'
import { decisionsWritten } from '../tasks/internal/append-decisions.ts'
import type { Deps } from '../deps.ts'
import { publishCatalogue } from '../gateway/publish-catalogue.ts'
import { createLocalWake } from './local-wake.ts'
import { simulatedGateways } from './simulated-gateways.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

export type TestDeps = {
  /** As the role web. */
  deps: Deps
  /** As the role worker. */
  workerDeps: Deps
  database: TestDatabase
  /** Owner of the tables: for arranging and for looking, never for the act under test. */
  admin: pg.Pool
  simulator: Simulator
  keyRing: KeyRing
  clock: TestClock
  close(): Promise<void>
}

/** Other vendors than ours, and the adapters that reach them. */
export type Outside = {
  vendors?: SimulatorOptions['vendors']
  open?: (simulator: Simulator) => Deps['upstreams']
}

/** Everything a slice needs for real: a cloned database as both roles, the simulator over HTTP, a disk. */
export async function createTestDeps(outside: Outside = {}): Promise<TestDeps> {
  const database = await createTestDatabase()
  const gateways = await simulatedGateways()
  const simulator = await startSimulator({
    ...gateways.simulator,
    port: 0,
    host: '127.0.0.1',
    latency: 'none',
    ...(outside.vendors === undefined ? {} : { vendors: outside.vendors }),
  })
  const storageRoot = await mkdtemp(join(tmpdir(), 'aetherflow-storage-'))
  const keyRing = await createKeyRing()
  const pools = {
    web: createPool(database.webUrl, { applicationName: 'test web' }),
    worker: createPool(database.workerUrl, { applicationName: 'test worker' }),
    admin: createPool(database.migratorUrl, { applicationName: 'test admin' }),
  }
  const clock = createTestClock(pools.admin)
  const upstreams =
    outside.open?.(simulator) ?? createUpstreams({ baseUrls: simulatedAddresses(simulator.url) })
  await publishCatalogue(poolSql(pools.admin), [...upstreams.values()], {
    depositOpen: true,
    reason: 'test',
  })
  const shared = {
    mode: 'test' as const,
    // Nothing listens there: a test that wants callbacks starts its own receiver.
    publicUrl: 'http://127.0.0.1:9',
    wake: createLocalWake(),
    vaultPublicKey: primaryPublicKey(keyRing),
    upstreams,
    gateways: gateways.open(simulator),
    storage: createDiskStorage({ root: storageRoot }),
    addressSecret: new Secret('address-secret-of-the-tests-0123456789'),
    clock,
    log: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }),
  }
  const as = (pool: pg.Pool): Deps => ({
    ...shared,
    pool,
    sql: poolSql(pool),
    prisma: createPrisma(pool),
    limiter: createLimiter(pool),
    counters: createCounters(),
  })
  const deps = as(pools.web)
  const workerDeps = as(pools.worker)
  return {
    deps,
    workerDeps,
    database,
    admin: pools.admin,
    simulator,
    keyRing,
    clock,
    async close() {
      await decisionsWritten(workerDeps)
      await Promise.all([deps.prisma.$disconnect(), workerDeps.prisma.$disconnect()])
      await Promise.all(Object.values(pools).map((pool) => pool.end()))
      await Promise.all([
        database.drop(),
        simulator.close(),
        rm(storageRoot, { recursive: true, force: true }),
      ])
    },
  }
}
