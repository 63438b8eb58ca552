import { existsSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../config/project-root.ts'
import { readConfig } from '../config/read-config.ts'
import { ensureSecrets } from '../secrets/ensure-secrets.ts'
import { FixableError } from '../run/fixable-error.ts'
import { openDatabase, type OpenDatabase } from './open-database.ts'

/** Opens this installation's database for one piece of work; an embedded server that ran before keeps running. */
export async function withDatabase<T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const config = readConfig(process.env, projectRoot)
  // A mistyped folder would become a new installation, about which everything is true.
  if (config.databaseUrl === null && !existsSync(path.join(config.dataDir, 'secrets')))
    throw new FixableError(
      `There is no installation in ${config.dataDir}.`,
      'run `npm start` once, or set DATA_DIR to the folder of the one you mean',
    )
  const database = await openDatabase(config, await ensureSecrets(config))
  for (const warning of database.warnings) console.error(`warning: ${warning}`)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}
