import { projectRoot } from '../config/project-root.ts'
import { readConfig } from '../config/read-config.ts'
import { ensureSecrets } from '../secrets/ensure-secrets.ts'
import { openDatabase, type OpenDatabase } from './open-database.ts'

/** Opens this installation's database for one piece of work; an embedded server that ran before keeps running. */
export async function withDatabase<T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const config = readConfig(process.env, projectRoot)
  const database = await openDatabase(config, await ensureSecrets(config))
  for (const warning of database.warnings) console.error(`warning: ${warning}`)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
