import path from 'node:path'
import { startCluster } from '@aetherflow/db/embedded/start-cluster'
import { migrate, testSource } from '@aetherflow/db/migrate'
import { WEB_ROLE, WORKER_ROLE } from '@aetherflow/db/migrate/roles'
import { databaseUrl, MIGRATOR_ROLE, provisionDatabase } from '@aetherflow/db/provision-database'
import type { Config } from '../config/read-config.ts'
import { holderFile, readHolder } from '../start/data-folder-lock.ts'
import { isRunning } from '../start/process-identity.ts'
import { FixableError } from '../run/fixable-error.ts'
import type { Secrets } from '../secrets/ensure-secrets.ts'

export type OpenDatabase = {
  migratorUrl: string
  webUrl: string
  workerUrl: string
  /** What an operator is told: where the data lies. Holds no password. */
  where: string
  /** The embedded server's process; null for a server that is not ours. */
  pid: number | null
  warnings: string[]
  /** Stops the server if we started it; another command may be using one that we found running. */
  close(): Promise<void>
  /** Stops the server even when it was found running: for whoever owns the data folder. */
  stop(): Promise<void>
}

const DATABASE = 'aetherflow'

type Wanted = Pick<Config, 'dataDir' | 'databaseUrl' | 'mode'>

// A clock that tests can move exists in test databases only.
const sourceFor = (mode: Config['mode']) => (mode === 'test' ? { source: testSource() } : {})

/** Starts the embedded server, or takes the given one, and brings the database to this version. */
export async function openDatabase(config: Wanted, secrets: Secrets): Promise<OpenDatabase> {
  return config.databaseUrl === null
    ? openEmbedded(config, secrets)
    : openExternal(config.databaseUrl, config.mode, secrets)
}

async function openEmbedded({ dataDir, mode }: Wanted, secrets: Secrets): Promise<OpenDatabase> {
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
      ...sourceFor(mode),
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
      pid: cluster.pid,
      warnings,
      close: () =>
        cluster.how === 'adopted' || isServed(dataDir) ? Promise.resolve() : cluster.stop(),
      stop: () => cluster.stop(),
    }
  } catch (error) {
    if (cluster.how !== 'adopted') await cluster.stop()
    throw error
  }
}

// Somebody may have started the product after we started the server.
function isServed(dataDir: string): boolean {
  const holder = readHolder(holderFile(dataDir))
  return holder !== null && isRunning(holder.supervisor)
}

async function openExternal(
  url: string,
  mode: Config['mode'],
  secrets: Secrets,
): Promise<OpenDatabase> {
  const { host, pathname } = new URL(url)
  const database = decodeURIComponent(pathname.slice(1))
  const warnings: string[] = []
  const { separateRoles } = await migrate({
    url,
    passwords: secrets.database,
    ...sourceFor(mode),
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
    pid: null,
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
