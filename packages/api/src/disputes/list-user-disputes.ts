import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { readSetting } from '../read-setting.ts'
import type { QueuedDispute } from './desk-schemas.ts'
import { queueColumns, queueJoins, type QueueRow, toQueued } from './internal/queue-rows.ts'

const newest: Statement = {
  name: 'disputes_of_user',
  text: `SELECT ${queueColumns} FROM disputes d ${queueJoins} WHERE d.user_id = $1 ORDER BY d.id DESC LIMIT $2`,
}

/** The newest disputes that somebody opened, as admins see them. */
export async function listUserDisputes(
  { deps }: UserCtx,
  input: { userId: string; limit: number },
): Promise<QueuedDispute[]> {
  const [rows, slaHours] = await Promise.all([
    deps.sql.query<QueueRow>(newest, [input.userId, input.limit]),
    readSetting(deps.sql, 'dispute.slaHours'),
  ])
  const now = deps.clock.now()
  return rows.map((row) => toQueued(row, Number(slaHours), now))
}
