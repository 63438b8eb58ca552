import { explainTask, type Explanation } from '@aetherflow/api/tasks/explain-task'
import { createPool } from '@aetherflow/db/pool'
import { poolSql } from '@aetherflow/db/sql'
import { withDatabase } from '../database/with-database.ts'
import { FixableError } from '../run/fixable-error.ts'
import { explanationLines } from './explain-words.ts'

const USAGE = 'npm run explain -- <task id>, the long id that a task page shows under Details'
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Tells how a task was routed, attempt by attempt, and decides once more from what was kept. Answers 0 when
 * every replay gives the same choice, 1 when one differs, 2 when there is no such task.
 */
export async function explain([taskId, ...surplus]: string[]): Promise<number> {
  if (taskId === undefined || surplus.length > 0 || !UUID.test(taskId))
    throw new FixableError('Which task is not clear.', USAGE)
  const found = await withDatabase(({ migratorUrl }) => read(migratorUrl, taskId))
  if (found === null) {
    console.error(`There is no task ${taskId}.`)
    return 2
  }
  for (const line of explanationLines(found)) console.log(line)
  return found.attempts.some(({ replay }) => replay?.same === false) ? 1 : 0
}

async function read(url: string, taskId: string): Promise<Explanation | null> {
  const pool = createPool(url, { applicationName: 'aetherflow explain', max: 2 })
  try {
    return await explainTask(poolSql(pool), taskId)
  } finally {
    await pool.end()
  }
}
