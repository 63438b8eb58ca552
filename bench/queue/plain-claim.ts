import type { Sql, Statement } from '@aetherflow/db/sql'
import type { Work } from '@aetherflow/bench-peers/peer'
import { model } from './pending.ts'

/** The claim with no limit to keep: the same task row, the same attempt row, no counters, no ranking, no reasons. */
const take: Statement = {
  name: 'bench_plain_claim',
  text: `WITH due AS (
      SELECT id FROM peers.tasks WHERE model_id = $2 AND status = 'pending' AND deadline_at > now()
      ORDER BY fair_key, id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED
    ), taken AS (
      UPDATE peers.tasks t SET status = 'processing', fence = t.fence + 1, lease_until = now() + interval '30 seconds',
        worker_id = 'bench', attempt_id = uuidv7(), attempt_count = t.attempt_count + 1,
        row_version = nextval('public.task_row_version'), updated_at = now()
      FROM due WHERE t.id = due.id RETURNING t.id, t.attempt_id, t.fence, t.cost_e4, t.run_id
    ), written AS (
      INSERT INTO peers.attempts (id, task_id, number, resource_id, credential_id, upstream_account_id, worker_id, fence,
        price, cost_e4, reserved_day, reserved_month, reserved_minute, reserved_window)
      SELECT attempt_id, id, 1, run_id, run_id, run_id, 'bench', fence, 0, cost_e4, current_date, current_date, now(), now()
      FROM taken
    )
    SELECT id, attempt_id AS attempt FROM taken`,
}
const finish: Statement = {
  name: 'bench_plain_finish',
  text: `WITH ended AS (
      UPDATE peers.attempts a SET state = 'failed', finished_at = now(), error_code = 'BAD_REQUEST',
        slot_held = false, credits_held = false
      WHERE a.id = ANY ($1::uuid[]) RETURNING a.task_id
    )
    UPDATE peers.tasks t SET status = 'failed', finished_at = now(), error_code = 'BAD_REQUEST',
      row_version = nextval('public.task_row_version'), updated_at = now()
    FROM ended WHERE t.id = ended.task_id`,
}
const writeRows: Statement = {
  name: 'bench_peer_rows',
  text: `WITH tried AS (
      INSERT INTO peers.attempts (id, task_id, number, resource_id, credential_id, upstream_account_id, worker_id, fence, state,
        price, cost_e4, reserved_day, reserved_month, reserved_minute, reserved_window, slot_held, credits_held, finished_at, error_code)
      SELECT uuidv7(), t, 1, t, t, t, 'bench', 1, 'failed', 0, 35000, current_date, current_date, now(), now(), false, false,
        now(), 'BAD_REQUEST' FROM unnest($1::uuid[]) t
    )
    UPDATE peers.tasks SET status = 'failed', finished_at = now(), error_code = 'BAD_REQUEST', attempt_count = 1,
      row_version = nextval('public.task_row_version'), updated_at = now()
    WHERE id = ANY ($1::uuid[])`,
}

export type PlainClaim = { id: string; attempt: string }

export function plainClaim(sql: Sql, limit: number): Promise<PlainClaim[]> {
  return sql.query<PlainClaim>(take, [limit, model])
}

export async function plainFinish(sql: Sql, claims: readonly PlainClaim[]): Promise<void> {
  await sql.query(finish, [claims.map(({ attempt }) => attempt)])
}

/** What the other queues' handlers do: an attempt and a finished task, in one statement. */
export function rowsOf(sql: Sql): Work {
  return async (tasks) => void (await sql.query(writeRows, [tasks]))
}
