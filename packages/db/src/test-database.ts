import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { applyDatabaseSettings } from './migrate/database-settings.ts'
import { WEB_ROLE, WORKER_ROLE } from './migrate/roles.ts'
import { databaseUrl, MIGRATOR_ROLE } from './provision-database.ts'
import { TEST_PASSWORD, templateName } from './testing/test-template.ts'

export type TestDatabase = {
  name: string
  /** Owner of the tables. */
  migratorUrl: string
  webUrl: string
  workerUrl: string
  drop(): Promise<void>
}

/**
 * A migrated database of its own for one test file; drop it in `afterAll`. The cluster is the one
 * that the vitest setup started, or the one whose superuser address is in TEST_CLUSTER_URL.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  // The setup's own template: a source file may have been edited since.
  return cloneDatabase(process.env['TEST_TEMPLATE_DATABASE'] ?? templateName())
}

/** An empty database of its own, not migrated: for tests of the migrations themselves. */
export async function createEmptyTestDatabase(): Promise<TestDatabase> {
  return cloneDatabase('template0')
}

async function cloneDatabase(template: string): Promise<TestDatabase> {
  const cluster = clusterUrl()
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`
  await withClient(cluster, async (client) => {
    // PostgreSQL refuses to copy a database that another copy has open at the moment.
    await client.query(`SELECT pg_advisory_lock(hashtext('aetherflow test clone'))`)
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${MIGRATOR_ROLE}`)
  })
  const address = (user: string): string =>
    databaseUrl(cluster, { database: name, user, password: TEST_PASSWORD })
  await withClient(address(MIGRATOR_ROLE), (client) => applyDatabaseSettings(client, true))
  return {
    name,
    migratorUrl: address(MIGRATOR_ROLE),
    webUrl: address(WEB_ROLE),
    workerUrl: address(WORKER_ROLE),
    drop: () =>
      withClient(cluster, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  }
}

/** The superuser's address of the cluster that this test run uses. */
export function clusterUrl(): string {
  const url = process.env['TEST_CLUSTER_URL']
  if (url === undefined || url === '') {
    throw new Error(
      'No test cluster: run the tests with vitest from the repository root, or set TEST_CLUSTER_URL.',
    )
  }
  return url
}

async function withClient(
  url: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
