import type { Sql, Statement } from '@aetherflow/db/sql'
import { DomainError } from '../../domain-error.ts'
import type { SubmittedRun } from '../schemas.ts'

const read: Statement = {
  name: 'tasks_find_repeat',
  text: `SELECT r.id AS "runId", r.request_hash AS hash, t.id AS "taskId", t.index, t.model_id AS "modelId",
           t.ceiling, t.deadline_at AS "deadlineAt"
         FROM runs r JOIN tasks t ON t.run_id = r.id
         WHERE r.user_id = $1 AND r.client_id = $2 ORDER BY t.index`,
}

type Row = {
  runId: string
  hash: string
  taskId: string
  index: number
  modelId: string
  ceiling: bigint
  deadlineAt: Date
}
type Asked = { userId: string; clientId: string; hash: string }

/** The run that this client id made before, or null. Throws IDEMPOTENCY_CONFLICT for other content. */
export async function findRepeat(sql: Sql, asked: Asked): Promise<SubmittedRun | null> {
  const rows = await sql.query<Row>(read, [asked.userId, asked.clientId])
  const [first] = rows
  if (first === undefined) return null
  if (first.hash !== asked.hash) throw new DomainError('IDEMPOTENCY_CONFLICT')
  return {
    runId: first.runId,
    tasks: rows.map(({ taskId, index, modelId }) => ({ taskId, index, modelId })),
    held: rows.reduce((sum, { ceiling }) => sum + ceiling, 0n),
    deadlineAt: first.deadlineAt,
    repeated: true,
  }
}
