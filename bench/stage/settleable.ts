import { createHash, randomUUID } from 'node:crypto'
import type { SettleInput } from '@aetherflow/ledger/settle-item'
import type pg from 'pg'

/** Dispatched tasks of a user, as if a worker had claimed them; there is nobody whom this measures. */
export async function makeSettleable(admin: pg.Pool, tasks: string[]): Promise<SettleInput[]> {
  const { rows } = await admin.query<{ taskId: string; attemptId: string }>(
    `WITH supply AS (
       SELECT r.id, r.upstream_account_id, c.id AS credential, row_number() OVER (ORDER BY r.id) - 1 AS number,
         count(*) OVER () AS all_of_them
       FROM resources r JOIN credentials c ON c.resource_id = r.id AND c.state = 'active'
     ), made AS (
       INSERT INTO attempts (id, task_id, number, resource_id, credential_id, upstream_account_id, worker_id, fence, state,
         price, cost_e4, reserved_day, reserved_month, reserved_minute, reserved_window, slot_held, credits_held,
         claimed_at, dispatched_at, call_deadline_at)
       SELECT gen_random_uuid(), t.id, 1, s.id, s.credential, s.upstream_account_id, 'bench', 1, 'dispatched',
         t.ceiling / 2, t.cost_e4, current_date, date_trunc('month', current_date), now(), now(), true, true,
         now(), now(), now() + interval '1 hour'
       FROM (SELECT *, row_number() OVER (ORDER BY id) AS number FROM tasks WHERE id = ANY ($1::uuid[])) t
       JOIN supply s ON s.number = t.number % s.all_of_them
       RETURNING id, task_id, resource_id, upstream_account_id
     ), counters AS (
       UPDATE resource_counters c SET in_flight = in_flight + m.calls
       FROM (SELECT resource_id, count(*) AS calls FROM made GROUP BY resource_id) m WHERE c.resource_id = m.resource_id
     ), accounts AS (
       UPDATE upstream_accounts u SET in_flight = in_flight + m.calls
       FROM (SELECT upstream_account_id AS id, count(*) AS calls FROM made GROUP BY 1) m WHERE u.id = m.id
     )
     UPDATE tasks t SET status = 'processing', attempt_id = made.id, worker_id = 'bench', fence = 1, attempt_count = 1,
       lease_until = now() + interval '1 hour'
     FROM made WHERE t.id = made.task_id
     RETURNING t.id AS "taskId", made.id AS "attemptId"`,
    [tasks],
  )
  return rows.map(({ taskId, attemptId }) => ({
    taskId,
    attemptId,
    fence: 1n,
    image: {
      storageKey: `images/${taskId}/${attemptId}.png`,
      thumbKey: `images/${taskId}/${attemptId}.thumb.webp`,
      sha256: createHash('sha256').update(attemptId).digest('hex'),
      mimeType: 'image/png',
      width: 1024,
      height: 1024,
      sizeBytes: 1_000_000,
      seed: 7n,
      placeholder: '',
    },
    upstreamRequestId: randomUUID(),
    latencyMs: 2_000,
  }))
}
