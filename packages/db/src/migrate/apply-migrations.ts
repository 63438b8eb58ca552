import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { explainPostgres, MigrationError } from './migration-error.ts'
import type { Migration } from './read-migrations.ts'

type AppliedRow = { migration_name: string; checksum: string; finished_at: Date | null }

// Prisma's own table, column by column, so that `prisma migrate deploy` finds its history in it.
const CREATE_BOOKKEEPING = `
  CREATE TABLE IF NOT EXISTS public._prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

/** Applies what is missing, each migration in its own transaction with its bookkeeping row; returns their names. */
export async function applyMigrations(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<string[]> {
  await client.query(CREATE_BOOKKEEPING)
  const applied = await readApplied(client)
  assertSameHistory(applied, migrations)
  const pending = migrations.filter((migration) => !applied.has(migration.name))
  for (const migration of pending) await applyOne(client, migration)
  return pending.map((migration) => migration.name)
}

export async function readApplied(
  client: Pick<pg.Client, 'query'>,
): Promise<Map<string, AppliedRow>> {
  const { rows } = await client.query<AppliedRow>(
    `SELECT migration_name, checksum, finished_at FROM public._prisma_migrations
      WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  return new Map(rows.map((row) => [row.migration_name, row]))
}

function assertSameHistory(
  applied: ReadonlyMap<string, AppliedRow>,
  migrations: readonly Migration[],
): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const row of applied.values()) {
    const migration = known.get(row.migration_name)
    if (migration === undefined) {
      throw new MigrationError(
        'DATABASE_AHEAD',
        `The database has migration ${row.migration_name}, which this version does not know. Start the newer version, or use another database.`,
      )
    }
    if (row.finished_at === null) {
      throw new MigrationError(
        'MIGRATION_UNFINISHED',
        `Migration ${row.migration_name} was begun by another tool and not finished. Settle it with \`prisma migrate resolve\`.`,
      )
    }
    if (row.checksum !== migration.checksum) {
      throw new MigrationError(
        'MIGRATION_CHANGED',
        `Migration ${row.migration_name} was changed after it had been applied. Restore the file and put the change into a new migration.`,
      )
    }
  }
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    // No parameters: the simple protocol runs the whole file, $$ bodies included, as it stands.
    await client.query(migration.sql)
    await client.query(
      `INSERT INTO public._prisma_migrations
         (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new MigrationError(
      'MIGRATION_FAILED',
      `Migration ${migration.name} failed: ${explainPostgres(error)}`,
      error,
    )
  }
}
