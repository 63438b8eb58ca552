import type pg from 'pg'

/** Where a task waits: the product's own table, or the copy that the other queues' handlers write to. */
export type Schema = 'public' | 'peers'

export const model = 'stability:sd3.5-medium'

/** The product's tables once more, with every index and check, for the rows that the other queues' handlers write. */
export async function copyTables(admin: pg.Pool): Promise<void> {
  await admin.query(`CREATE SCHEMA IF NOT EXISTS peers`)
  for (const table of ['tasks', 'attempts'])
    await admin.query(
      `CREATE TABLE IF NOT EXISTS peers.${table} (LIKE public.${table} INCLUDING ALL)`,
    )
}

/**
 * Tasks that wait, on their owners' own keys: no money is held, so what is measured is the queue. They are written
 * straight into the table, in fair order over the owners.
 */
export async function addPending(
  admin: pg.Pool,
  schema: Schema,
  owners: readonly string[],
  count: number,
): Promise<string[]> {
  const { rows } = await admin.query<{ id: string }>(
    `WITH made AS MATERIALIZED (
       SELECT uuidv7() AS run_id, uuidv7() AS id, ($1::uuid[])[1 + n % $2] AS user_id, n
       FROM generate_series(0, $3::integer - 1) n
     ), runs AS (
       INSERT INTO runs (id, user_id, client_id, request_hash, prompt, params, own_key, task_count)
       SELECT run_id, user_id, gen_random_uuid(), repeat('0', 64), 'a lighthouse', '{"aspectRatio": "1:1", "outputFormat": "png"}',
         true, 1 FROM made WHERE $5
     )
     INSERT INTO ${schema}.tasks (id, run_id, user_id, index, model_id, ceiling, commission_bps, cost_e4, fair_key, deadline_at)
     SELECT id, run_id, user_id, 0, $4::text, 0, 2000, 35000,
       n / $2 + coalesce((SELECT virtual_time FROM model_clocks WHERE model_id = $4::text), 0) + 1, now() + interval '15 minutes'
     FROM made RETURNING id`,
    [owners, owners.length, count, model, schema === 'public'],
  )
  await admin.query(`ANALYZE ${schema}.tasks, runs`)
  return rows.map(({ id }) => id)
}

/** Tasks of long ago with an attempt each, to see what a grown table costs. */
export async function addFinished(
  admin: pg.Pool,
  owners: readonly string[],
  count: number,
): Promise<void> {
  const part = 100_000
  for (let done = 0; done < count; done += part) {
    await admin.query(
      `WITH supply AS (
         SELECT r.id, r.upstream_account_id, c.id AS credential FROM resources r
         JOIN credentials c ON c.resource_id = r.id AND c.state = 'active' LIMIT 1
       ), made AS MATERIALIZED (
         SELECT uuidv7() AS id, uuidv7() AS run_id, uuidv7() AS attempt, ($1::uuid[])[1 + n % $2] AS user_id
         FROM generate_series(1, $3::integer) n
       ), runs AS (
         INSERT INTO runs (id, user_id, client_id, request_hash, prompt, params, own_key, task_count)
         SELECT run_id, user_id, gen_random_uuid(), repeat('0', 64), 'a lighthouse', '{}', true, 1 FROM made RETURNING id
       ), tasks AS (
         INSERT INTO tasks (id, run_id, user_id, index, model_id, status, ceiling, commission_bps, cost_e4, fair_key,
           deadline_at, attempt_count, fence, finished_at, error_code)
         SELECT m.id, m.run_id, m.user_id, 0, $4::text, 'failed', 0, 2000, 35000, 0, now() - interval '1 day', 1, 1, now(), 'BAD_REQUEST'
         FROM made m WHERE (SELECT count(*) FROM runs) >= 0 RETURNING id
       )
       INSERT INTO attempts (id, task_id, number, resource_id, credential_id, upstream_account_id, worker_id, fence, state,
         price, cost_e4, reserved_day, reserved_month, reserved_minute, reserved_window, slot_held, credits_held, claimed_at, finished_at)
       SELECT m.attempt, m.id, 1, s.id, s.credential, s.upstream_account_id, 'bench', 1, 'failed', 0, 35000, current_date,
         date_trunc('month', current_date), now(), now(), false, false, now() - interval '1 day', now()
       FROM made m, supply s WHERE (SELECT count(*) FROM tasks) >= 0`,
      [owners, owners.length, Math.min(part, count - done), model],
    )
  }
  await admin.query('VACUUM (ANALYZE) tasks')
  await admin.query('VACUUM (ANALYZE) attempts')
  await admin.query('ANALYZE runs')
}
