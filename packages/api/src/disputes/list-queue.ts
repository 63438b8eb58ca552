import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { pageOf } from '../keyset.ts'
import { readSetting } from '../read-setting.ts'
import type { QueuedDispute, QueueInput } from './desk-schemas.ts'
import { queueColumns, queueJoins, type QueueRow, toQueued } from './internal/queue-rows.ts'

const firstUuid = '00000000-0000-0000-0000-000000000000'
const page: Statement = {
  name: 'disputes_queue',
  text: `SELECT ${queueColumns} FROM disputes d ${queueJoins}
         WHERE d.id > $1 AND d.status = ANY ($3::text[]::dispute_status[])
           AND ($4::text = '' OR d.type::text = $4) AND ($5::timestamptz IS NULL OR d.created_at < $5)
         ORDER BY d.id LIMIT $2`,
}

/** Disputes for the admins, oldest first, with the time promised for an answer (setting dispute.slaHours). */
export async function listQueue(
  { deps }: UserCtx,
  input: QueueInput,
): Promise<{ disputes: QueuedDispute[]; more: boolean; slaHours: number }> {
  const { after = firstUuid, limit, statuses, type = '', overdue } = input
  const slaHours = Number(await readSetting(deps.sql, 'dispute.slaHours'))
  const now = deps.clock.now()
  const openedBefore = overdue ? new Date(now.getTime() - slaHours * 3_600_000) : null
  const values = [after, limit + 1, statuses, type, openedBefore]
  const found = await deps.sql.query<QueueRow>(page, values)
  const { rows, more } = pageOf(found, limit)
  return { disputes: rows.map((row) => toQueued(row, slaHours, now)), more, slaHours }
}
