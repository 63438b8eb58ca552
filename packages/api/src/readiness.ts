import type { Statement } from '@aetherflow/db/sql'
import type { Deps } from './deps.ts'

const unfinished: Statement = {
  name: 'readiness_migrations',
  text: `SELECT count(*) FILTER (WHERE finished_at IS NULL AND rolled_back_at IS NULL) AS open, count(*) AS known FROM _prisma_migrations`,
}

export type Readiness = { database: 'ok' | 'error'; migrations: 'ok' | 'error' }

/** Whether the database answers and its migrations are through. Reads only. */
export async function readiness(deps: Deps): Promise<Readiness> {
  try {
    const [row] = await deps.sql.query<{ open: bigint; known: bigint }>(unfinished, [])
    const through = row !== undefined && row.open === 0n && row.known > 0n
    return { database: 'ok', migrations: through ? 'ok' : 'error' }
  } catch (error) {
    deps.log.warn({ err: error }, 'not ready')
    return { database: 'error', migrations: 'error' }
  }
}
