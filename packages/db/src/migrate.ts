import pg from 'pg'
import { applyMigrations, readApplied } from './migrate/apply-migrations.ts'
import { applyDatabaseSettings } from './migrate/database-settings.ts'
import { installSql } from './migrate/install-sql.ts'
import { MigrationError } from './migrate/migration-error.ts'
import {
  hashSqlFiles,
  isTestOnly,
  readMigrations,
  readSqlFiles,
  type Migration,
  type SqlFile,
} from './migrate/read-migrations.ts'
import { ensureRoles, type RolePasswords } from './migrate/roles.ts'

export type MigrateOptions = {
  /** A direct connection (no pooler) of the user who owns, or will own, the tables. */
  url: string
  /** Passwords for the web and worker logins; null leaves them as they are. */
  passwords: RolePasswords | null
  warn?: (message: string) => void
  /** Other sources than the committed ones; `testSource()` brings the clock that tests can move. */
  source?: MigrationSource
}

export type MigrationSource = { migrations: Migration[]; sqlFiles: SqlFile[] }

export type MigrateResult = {
  applied: string[]
  sqlInstalled: boolean
  /** False when the user may not make roles: web and worker then connect as that user. */
  separateRoles: boolean
}

// Prisma's own lock number, so that `prisma migrate deploy` and this wait for each other.
const MIGRATION_LOCK = 72_707_369
const OLDEST_SERVER = 180_000

/**
 * Brings a database to this version: migrations, roles, functions, grants, database settings.
 * Any number of processes may call it at once; a second call changes nothing.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const { migrations, sqlFiles } = options.source ?? committedSource()
  const client = new pg.Client({
    connectionString: options.url,
    application_name: 'aetherflow migrate',
  })
  // A lost connection fails the query under way; unheard it would end the process first.
  client.on('error', () => {})
  await client.connect()
  try {
    await assertNewEnough(client)
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const applied = await applyMigrations(client, migrations)
    const separateRoles = await ensureRoles(client, options.passwords, options.warn ?? (() => {}))
    await applyDatabaseSettings(client, separateRoles)
    // Test-only files do not count in the hash that says what is installed.
    const force = applied.length > 0 || sqlFiles.some((file) => isTestOnly(file.name))
    const sqlInstalled = await installSql(client, {
      files: sqlFiles,
      withRoles: separateRoles,
      force,
    })
    return { applied, sqlInstalled, separateRoles }
  } finally {
    // The lock goes with the session.
    await client.end()
  }
}

export type MigrationStatus = { ready: true } | { ready: false; reason: string }

/** Whether the database is at this version; for readiness, so it reads only. */
export async function migrationStatus(
  pool: pg.Pool,
  source = committedSource(),
): Promise<MigrationStatus> {
  try {
    const applied = await readApplied(pool)
    for (const { name, checksum } of source.migrations) {
      const row = applied.get(name)
      if (row === undefined || row.finished_at === null)
        return { ready: false, reason: `migration ${name} is missing` }
      if (row.checksum !== checksum) return { ready: false, reason: `migration ${name} differs` }
    }
    const { rows } = await pool.query<{ hash: string }>('SELECT hash FROM installation.sql_source')
    const same = rows[0]?.hash === hashSqlFiles(source.sqlFiles)
    return same
      ? { ready: true }
      : { ready: false, reason: 'SQL functions of another version are installed' }
  } catch (error) {
    return { ready: false, reason: error instanceof Error ? error.message : 'unreadable' }
  }
}

function committedSource(): MigrationSource {
  return { migrations: readMigrations(), sqlFiles: readSqlFiles() }
}

/** The committed sources with sql/test-only/, for databases that hold nothing real. */
export function testSource(): MigrationSource {
  return { migrations: readMigrations(), sqlFiles: readSqlFiles(undefined, { testOnly: true }) }
}

async function assertNewEnough(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  )
  if ((rows[0]?.version ?? 0) < OLDEST_SERVER) {
    throw new MigrationError('POSTGRES_TOO_OLD', 'PostgreSQL 18 or newer is needed.')
  }
}
