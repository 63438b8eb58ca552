import { migrate } from '../migrate.ts'
import { createEmptyTestDatabase, type TestDatabase } from '../test-database.ts'

/** A database as the product installs it, without what only test databases have. */
export async function createCommittedDatabase(): Promise<TestDatabase> {
  const database = await createEmptyTestDatabase()
  await migrate({ url: database.migratorUrl, passwords: null })
  return database
}
