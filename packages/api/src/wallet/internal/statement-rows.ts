import type { Statement } from '@aetherflow/db/sql'
import type { StatementLine } from '../statement-schemas.ts'

export type StatementRow = Omit<StatementLine, 'stillHeld' | 'charged'>

export const statementColumns = `l.id, l.type::text AS type, l.amount, l.spendable_delta AS "spendableDelta",
  l.held_delta AS "heldDelta", l.pending_delta AS "pendingDelta", l.debt_delta AS "debtDelta",
  l.spendable_after AS "spendableAfter", l.held_after AS "heldAfter", l.pending_after AS "pendingAfter",
  l.debt_after AS "debtAfter", l.task_id AS "taskId", l.run_id AS "runId", l.order_id AS "orderId",
  l.description, l.created_at AS "createdAt"`

// Of a reservation, what is still reserved and what its images cost: asked with the page, for a second
// question would cost as much again.
const pageColumns = `${statementColumns}, CASE WHEN l.type = 'hold' THEN coalesce((
    SELECT sum(k.ceiling)::bigint FROM tasks k
     WHERE k.run_id = l.run_id AND k.user_id = l.user_id AND k.status IN ('pending', 'processing')), 0)
  ELSE 0 END AS "stillHeld",
  CASE WHEN l.type = 'hold' THEN coalesce((
    SELECT sum(s.price)::bigint FROM tasks k JOIN settlements s ON s.task_id = k.id
     WHERE k.run_id = l.run_id AND k.user_id = l.user_id), 0)
  ELSE 0 END AS "charged"`

const inPeriod = `l.id >= $2 AND l.id < $3 AND l.created_at >= $4 AND l.created_at < $5`

// Hot list: keyset on (user_id, id); ids of one user rise with time.
export const statementPage: Statement = {
  name: 'statement_page',
  text: `SELECT ${pageColumns} FROM statement_lines l
         WHERE l.user_id = $1 AND ${inPeriod} ORDER BY l.id DESC LIMIT $6`,
}

// One short walk per type in the index by user, type and id: a rare type among millions of others is as quick.
export const statementPageOfTypes: Statement = {
  name: 'statement_page_types',
  text: `SELECT ${pageColumns} FROM unnest($7::text[]) AS t (type) CROSS JOIN LATERAL (
           SELECT l.* FROM statement_lines l
            WHERE l.user_id = $1 AND l.type = t.type::statement_type AND ${inPeriod}
            ORDER BY l.id DESC LIMIT $6) l
         ORDER BY l.id DESC LIMIT $6`,
}

// What moved money about an id is found by the transfers' business keys; whose line it is, the line says.
// Nobody learns of a run that is not theirs, and of a task only what their own wallet says.
export const statementPageAbout: Statement = {
  name: 'statement_page_about',
  text: `WITH tasks_of AS (
           SELECT t.id, t.run_id FROM tasks t WHERE t.id = $7 OR (t.run_id = $7 AND t.user_id = $1)),
         causes AS (
           SELECT $7::uuid AS id
           UNION SELECT t.id FROM tasks_of t
           UNION SELECT t.run_id FROM tasks_of t
           UNION SELECT a.id FROM tasks_of t JOIN attempts a ON a.task_id = t.id
           UNION SELECT d.id FROM tasks_of t JOIN disputes d ON d.task_id = t.id
           UNION SELECT r.id FROM order_refunds r WHERE r.order_id = $7
           UNION SELECT c.id FROM chargebacks c WHERE c.order_id = $7),
         moved AS (
           SELECT x.id FROM causes c CROSS JOIN unnest(ARRAY[
               'top_up', 'refund', 'refund_return', 'chargeback', 'chargeback_return', 'hold', 'settle', 'release',
               'expire', 'mature', 'loss', 'dispute_refund', 'compensate']) AS k (kind)
             JOIN transfers x ON x.business_key = k.kind || ':' || c.id),
         reversed AS (
           SELECT r.chargeback_id, r.task_id FROM tasks_of t JOIN chargeback_reversals r ON r.task_id = t.id
           UNION SELECT r.chargeback_id, r.task_id
             FROM chargebacks c JOIN chargeback_reversals r ON r.chargeback_id = c.id WHERE c.order_id = $7),
         all_moved AS (
           SELECT m.id FROM moved m
           UNION SELECT x.id FROM reversed r CROSS JOIN unnest(ARRAY['chargeback', 'chargeback_return']) AS k (kind)
             JOIN transfers x ON x.business_key = k.kind || ':' || r.chargeback_id || ':' || r.task_id
           UNION SELECT x.id FROM moved m JOIN transfers x ON x.business_key = 'recover_debt:' || m.id)
         SELECT ${pageColumns} FROM all_moved m JOIN statement_lines l ON l.transfer_id = m.id AND l.user_id = $1
         WHERE ${inPeriod} AND (cardinality($8::text[]) = 0 OR l.type = ANY($8::text[]::statement_type[]))
         ORDER BY l.id DESC LIMIT $6`,
}
