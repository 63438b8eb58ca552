import { personOf } from '../../person-of.ts'
import type { QueuedDispute } from '../desk-schemas.ts'

export type QueueRow = Omit<
  QueuedDispute,
  'consumer' | 'provider' | 'handledBy' | 'dueAt' | 'overdue'
> & {
  consumerId: string
  consumerEmail: string
  providerId: string
  providerEmail: string
  handlerId: string | null
  handlerEmail: string | null
}

/** What an admin's queue shows of a dispute. */
export const queueColumns = `
  d.id, d.task_id AS "taskId", t.model_id AS "modelId", d.type::text AS type, d.status::text AS status,
  d.decision::text AS decision, d.amount, s.price, c.id AS "consumerId", c.email AS "consumerEmail",
  p.id AS "providerId", p.email AS "providerEmail", h.id AS "handlerId", h.email AS "handlerEmail",
  d.failure, d.created_at AS "openedAt"`
export const queueJoins = `
  JOIN tasks t ON t.id = d.task_id JOIN settlements s ON s.task_id = d.task_id
  JOIN users c ON c.id = d.user_id JOIN users p ON p.id = s.provider_id LEFT JOIN users h ON h.id = d.handled_by`

const hourMs = 3_600_000

/** A row of the queue; whatever else the row holds stays behind. */
export function toQueued(row: QueueRow, slaHours: number, now: Date): QueuedDispute {
  const { id, taskId, modelId, type, status, decision, amount, price, failure, openedAt } = row
  const dueAt = new Date(openedAt.getTime() + slaHours * hourMs)
  const waits = status === 'open' || status === 'awaiting_approval'
  return {
    id,
    taskId,
    modelId,
    type,
    status,
    decision,
    amount,
    price,
    failure,
    openedAt,
    consumer: { id: row.consumerId, email: row.consumerEmail },
    provider: { id: row.providerId, email: row.providerEmail },
    handledBy: personOf(row.handlerId, row.handlerEmail),
    dueAt,
    overdue: waits && dueAt < now,
  }
}
