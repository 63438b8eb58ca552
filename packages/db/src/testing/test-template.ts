import { createHash } from 'node:crypto'
import pg from 'pg'
import { migrate, testSource, type MigrationSource } from '../migrate.ts'
import { databaseUrl, MIGRATOR_ROLE, provisionDatabase } from '../provision-database.ts'

/** Known, because these clusters hold nothing and listen on the loopback interface only. */
export const TEST_PASSWORD = 'test-only-password'

/** The migrated database that test databases are cloned from; its name says which sources it was made of. */
export function templateName(source: MigrationSource = testSource()): string {
  const hash = createHash('sha256').update(JSON.stringify([source.sqlFiles, source.migrations]))
  return `aetherflow_template_${hash.digest('hex').slice(0, 16)}`
}

/** Builds the template unless this cluster has it; any number of test runs may ask at once. */
export async function ensureTestTemplate(superuserUrl: string): Promise<string> {
  const source = testSource()
  const name = templateName(source)
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
    const passwords = { web: TEST_PASSWORD, worker: TEST_PASSWORD }
    await migrate({ url, passwords, source })
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${name}`)
    return name
  } finally {
    await client.end()
  }
}
