import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql } from '@aetherflow/db/sql'

export type ReleasedTask = {
  /** The whole hold; what belonged to a lot that has expired lapsed with it. */
  released: CreditHundredths
  repeated: boolean
}

const statement = {
  name: 'ledger_release',
  text: 'SELECT released, repeated FROM ledger.release($1::uuid, $2::uuid)',
}

/**
 * The owner cancels a task that no upstream has been asked for yet, and gets the hold back. Throws
 * NOT_FOUND (also for somebody else's task) and TASK_NOT_CANCELLABLE { status }.
 */
export async function releaseTask(
  sql: Sql,
  task: { taskId: string; userId: string },
): Promise<ReleasedTask> {
  const [row] = await sql.query<{ released: bigint; repeated: boolean }>(statement, [
    task.taskId,
    task.userId,
  ])
  if (row === undefined) throw new Error('release answered nothing')
  return { released: creditHundredths(row.released), repeated: row.repeated }
}
