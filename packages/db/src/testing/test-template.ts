import { createHash } from 'node:crypto'
import pg from 'pg'
import { committedSource, migrate, type MigrationSource } from '../migrate.ts'
import { hashSqlFiles } from '../migrate/read-migrations.ts'
import { databaseUrl, MIGRATOR_ROLE, provisionDatabase } from '../provision-database.ts'

/** Known, because these clusters hold nothing and listen on the loopback interface only. */
export const TEST_PASSWORD = 'test-only-password'

/** The migrated database that test databases are cloned from; its name says which sources it was made of. */
export function templateName(source: MigrationSource = committedSource()): string {
  const hash = createHash('sha256').update(hashSqlFiles(source.sqlFiles))
  for (const { name, checksum } of source.migrations) hash.update(`${name} ${checksum}\n`)
  return `aetherflow_template_${hash.digest('hex').slice(0, 16)}`
}

/** Builds the template unless this cluster has it; any number of test runs may ask at once. */
export async function ensureTestTemplate(superuserUrl: string): Promise<string> {
  const name = templateName()
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(hashtext('aetherflow test template'))`)
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (found.rowCount !== 0) return name
    // Built under another name: a run that was killed half way must not leave a template behind.
    const draft = `${name}_draft`
    await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`)
    await provisionDatabase(superuserUrl, draft, TEST_PASSWORD)
    const url = databaseUrl(superuserUrl, {
      database: draft,
      user: MIGRATOR_ROLE,
      password: TEST_PASSWORD,
    })
    await migrate({ url, passwords: { web: TEST_PASSWORD, worker: TEST_PASSWORD } })
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`)
    return name
  } finally {
    await client.end()
  }
}
