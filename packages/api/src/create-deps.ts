import type { Secret } from '@aetherflow/crypto/secret'
import type { VaultPublicKey } from '@aetherflow/crypto/vault-public-key'
import { createPool } from '@aetherflow/db/pool'
import { createPrisma } from '@aetherflow/db/prisma'
import { poolSql } from '@aetherflow/db/sql'
import { createUpstreams, simulatedAddresses } from '@aetherflow/integrations/image/upstreams'
import {
  createGateways,
  type GatewaySettings,
} from '@aetherflow/integrations/payment/create-gateways'
import {
  createStorage,
  type StorageSettings,
} from '@aetherflow/integrations/storage/create-storage'
import { pino } from 'pino'
import { createCounters } from './create-counters.ts'
import { createLimiter } from './create-limiter.ts'
import { createWake } from './create-wake.ts'
import type { Deps, Mode } from './deps.ts'
import { decisionsWritten } from './tasks/internal/append-decisions.ts'

export type DepsSettings = GatewaySettings & {
  /** Shown in logs and in the database's list of connections. */
  process: string
  mode: Mode
  publicUrl: string
  databaseUrl: string
  /** A direct connection for wake-ups, where databaseUrl goes through a pooler. */
  listenDatabaseUrl: string | undefined
  vaultPublicKey: VaultPublicKey
  addressSecret: Secret
  storage: StorageSettings
  /** Demo and test only. */
  simulatorUrl: string | undefined
  logLevel: string
}

export type OpenDeps = { deps: Deps; close(): Promise<void> }

/** Builds what verbs reach, once per process. Nothing in it opens a key. */
export function createDeps(settings: DepsSettings): OpenDeps {
  const log = pino({ level: settings.logLevel, base: { process: settings.process } })
  const pool = createPool(settings.databaseUrl, {
    applicationName: `aetherflow ${settings.process}`,
    // The error carries the whole client: its words are enough.
    onConnectionError: ({ message }) => log.warn({ reason: message }, 'connection lost'),
  })
  const wake = createWake({ url: settings.listenDatabaseUrl ?? settings.databaseUrl, log })
  const prisma = createPrisma(pool)
  const { simulatorUrl } = settings
  const deps: Deps = {
    mode: settings.mode,
    publicUrl: settings.publicUrl,
    pool,
    sql: poolSql(pool),
    prisma,
    wake,
    limiter: createLimiter(pool),
    vaultPublicKey: settings.vaultPublicKey,
    upstreams: createUpstreams(
      simulatorUrl === undefined ? {} : { baseUrls: simulatedAddresses(simulatorUrl) },
    ),
    gateways: createGateways(settings),
    storage: createStorage(settings.storage),
    addressSecret: settings.addressSecret,
    clock: { now: () => new Date() },
    counters: createCounters(),
    log,
  }
  return {
    deps,
    async close() {
      await decisionsWritten(deps)
      await wake.close()
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
