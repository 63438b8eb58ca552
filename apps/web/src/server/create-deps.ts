import { Secret } from '@aetherflow/crypto/secret'
import { createLimiter } from '@aetherflow/api/create-limiter'
import { createWake } from '@aetherflow/api/create-wake'
import type { Deps } from '@aetherflow/api/deps'
import { createPool } from '@aetherflow/db/pool'
import { createPrisma } from '@aetherflow/db/prisma'
import { poolSql } from '@aetherflow/db/sql'
import { createUpstreams } from '@aetherflow/integrations/image/upstreams'
import { createGateways } from '@aetherflow/integrations/payment/create-gateways'
import { createDiskStorage } from '@aetherflow/integrations/storage/disk/create-disk-storage'
import { pino } from 'pino'
import type { WebEnvironment } from './web-environment.ts'

/** Builds what verbs reach, once per process. */
export function createDeps(env: WebEnvironment): { deps: Deps; close(): Promise<void> } {
  const log = pino({ level: env.LOG_LEVEL, base: { process: 'web' } })
  const pool = createPool(env.DATABASE_URL, {
    applicationName: 'aetherflow web',
    onConnectionError: (err: Error) => log.warn({ err }, 'connection lost'),
  })
  const wake = createWake({ url: env.LISTEN_DATABASE_URL ?? env.DATABASE_URL, log })
  const prisma = createPrisma(pool)
  const deps: Deps = {
    mode: env.AETHERFLOW_MODE,
    publicUrl: env.PUBLIC_URL,
    pool,
    sql: poolSql(pool),
    prisma,
    wake,
    limiter: createLimiter(pool),
    vaultPublicKey: env.VAULT_PUBLIC_KEY,
    upstreams: createUpstreams(
      env.SIMULATOR_URL === undefined
        ? {}
        : { baseUrls: { stability: `${env.SIMULATOR_URL}/stability` } },
    ),
    gateways: createGateways({
      sandbox: {
        baseUrl: env.SANDBOX_URL,
        merchant: env.SANDBOX_MERCHANT,
        secret: env.SANDBOX_SECRET,
      },
    }),
    storage: createDiskStorage({ root: env.STORAGE_ROOT }),
    addressSecret: new Secret(env.ADDRESS_SECRET),
    clock: { now: () => new Date() },
    log,
  }
  return {
    deps,
    async close() {
      await wake.close()
      await prisma.$disconnect()
      await pool.end()
    },
  }
}
