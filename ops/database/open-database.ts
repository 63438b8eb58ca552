import path from 'node:path'
import { startCluster } from '@aetherflow/db/embedded/start-cluster'
import { migrate } from '@aetherflow/db/migrate'
import { WEB_ROLE, WORKER_ROLE } from '@aetherflow/db/migrate/roles'
import { databaseUrl, MIGRATOR_ROLE, provisionDatabase } from '@aetherflow/db/provision-database'
import type { Config } from '../config/read-config.ts'
import { FixableError } from '../run/fixable-error.ts'
import type { Secrets } from '../secrets/ensure-secrets.ts'

export type OpenDatabase = {
  migratorUrl: string
  webUrl: string
  workerUrl: string
  /** What an operator is told: where the data lies. Holds no password. */
  where: string
  warnings: string[]
  /** Stops the server if we started it; another command may be using one that we found running. */
  close(): Promise<void>
  /** Stops the server even when it was found running: for whoever owns the data folder. */
  stop(): Promise<void>
}

const DATABASE = 'aetherflow'

/** Starts the embedded server, or takes the given one, and brings the database to this version. */
export async function openDatabase(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  secrets: Secrets,
): Promise<OpenDatabase> {
  return config.databaseUrl === null
    ? openEmbedded(config.dataDir, secrets)
    : openExternal(config.databaseUrl, secrets)
}

async function openEmbedded(dataDir: string, secrets: Secrets): Promise<OpenDatabase> {
  const cluster = await startCluster({ dataDir: path.join(dataDir, 'postgres') })
  const address = (user: string, password: string) =>
    databaseUrl(cluster.superuserUrl, { database: DATABASE, user, password })
  const migratorUrl = address(MIGRATOR_ROLE, secrets.database.migrator)
  try {
    await provisionDatabase(cluster.superuserUrl, DATABASE, secrets.database.migrator)
    const warnings: string[] = []
    await migrate({
      url: migratorUrl,
      passwords: secrets.database,
      warn: (message) => warnings.push(message),
    })
    const { movedFrom } = cluster.place
    if (movedFrom !== null) {
      warnings.push(
        `The database user "${cluster.place.account.name}" cannot reach ${movedFrom}: the data lies in ${cluster.place.dataDir}.`,
      )
    }
    return {
      migratorUrl,
      webUrl: address(WEB_ROLE, secrets.database.web),
      workerUrl: address(WORKER_ROLE, secrets.database.worker),
      where: cluster.place.dataDir,
      warnings,
      close: () => (cluster.how === 'adopted' ? Promise.resolve() : cluster.stop()),
      stop: () => cluster.stop(),
    }
  } catch (error) {
    if (cluster.how !== 'adopted') await cluster.stop()
    throw error
  }
}

async function openExternal(url: string, secrets: Secrets): Promise<OpenDatabase> {
  const { host, pathname } = new URL(url)
  const database = decodeURIComponent(pathname.slice(1))
  const warnings: string[] = []
  const { separateRoles } = await migrate({
    url,
    passwords: secrets.database,
    warn: (message) => warnings.push(message),
  }).catch((error: unknown) => {
    throw unreachable(error, host)
  })
  const address = (user: string, password: string) =>
    separateRoles ? databaseUrl(url, { database, user, password }) : url
  return {
    migratorUrl: url,
    webUrl: address(WEB_ROLE, secrets.database.web),
    workerUrl: address(WORKER_ROLE, secrets.database.worker),
    where: `${host}/${database}`,
    warnings,
    close: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  }
}

const CONNECTION_FAILURES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '28P01',
  '28000',
  '3D000',
])

function unreachable(error: unknown, host: string): unknown {
  if (
    !(error instanceof Error) ||
    !('code' in error) ||
    !CONNECTION_FAILURES.has(String(error.code))
  )
    return error
  return new FixableError(
    `The database at ${host} cannot be used: ${error.message}`,
    'check address, user, password and database name in DATABASE_URL; the database must exist',
  )
}
