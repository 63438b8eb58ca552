import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { migrate } from './migrate.ts'
import { prismaFolder, readMigrations, type Migration } from './migrate/read-migrations.ts'
import { databaseUrl, MIGRATOR_ROLE, provisionDatabase } from './provision-database.ts'
import { readSchema, type SchemaFile } from './read-schema.ts'
import { diffSchema } from './schema-engine/diff-schema.ts'
import { startTestCluster } from './testing/start-test-cluster.ts'
import { TEST_PASSWORD } from './testing/test-template.ts'

/**
 * What the schema has and the migrations do not make yet, as SQL; empty when they agree. Applies the
 * migrations to the empty database at `url`.
 */
export async function draftMigration(
  url: string,
  schema: readonly SchemaFile[],
  migrations: Migration[],
): Promise<string> {
  await migrate({ url, passwords: null, source: { migrations, sqlFiles: [] } })
  return diffSchema(url, schema)
}

async function main(name: string | undefined): Promise<void> {
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
    process.stderr.write('Usage: node packages/db/src/create-migration.ts <name_in_snake_case>\n')
    process.exitCode = 2
    return
  }
  const sql = await onScratchDatabase((url) => draftMigration(url, readSchema(), readMigrations()))
  if (sql === '') {
    process.stdout.write('The migrations already make the schema.\n')
    return
  }
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const folder = path.join(prismaFolder, 'migrations', `${stamp}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'migration.sql'), `${sql}\n`)
  process.stdout.write(
    `${path.relative(process.cwd(), folder)}/migration.sql\nRead it before you commit it.\n`,
  )
}

async function onScratchDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const cluster = await startTestCluster()
  try {
    const login = { database: 'scratch', user: MIGRATOR_ROLE, password: TEST_PASSWORD }
    await provisionDatabase(cluster.superuserUrl, login.database, login.password)
    return await work(databaseUrl(cluster.superuserUrl, login))
  } finally {
    await cluster.stop()
  }
}

if (import.meta.main) await main(process.argv[2])
