import type pg from 'pg'

export type Spread = { median: number; p95: number }
export type TaskTimes = {
  delivered: number
  /** From the first submit to the last delivery, by the database's clock. */
  seconds: number
  total: Spread
  phases: Record<'claim' | 'dispatch' | 'call' | 'store and settle', Spread>
}

// Milliseconds by the database's clock; the call is what the worker measured.
const statement = `
  WITH times AS (
    SELECT t.created_at, t.finished_at,
      extract(epoch FROM t.finished_at - t.created_at) * 1000 AS total,
      extract(epoch FROM a.claimed_at - t.created_at) * 1000 AS claim,
      extract(epoch FROM a.dispatched_at - a.claimed_at) * 1000 AS dispatch,
      a.latency_ms AS call,
      extract(epoch FROM t.finished_at - a.dispatched_at) * 1000 - a.latency_ms AS store
    FROM tasks t JOIN attempts a ON a.task_id = t.id AND a.state = 'succeeded'
    WHERE t.id = ANY ($1::uuid[]) AND t.status = 'completed')
  SELECT count(*)::int AS delivered,
    extract(epoch FROM max(finished_at) - min(created_at))::float8 AS seconds,
    ${['total', 'claim', 'dispatch', 'call', 'store']
      .map(
        (name) =>
          `percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY ${name}::float8) AS ${name}`,
      )
      .join(', ')}
  FROM times`

type Row = { delivered: number; seconds: number } & Record<
  'total' | 'claim' | 'dispatch' | 'call' | 'store',
  [number, number]
>

/** Where the time of delivered tasks went. */
export async function readTaskTimes(admin: pg.Pool, tasks: string[]): Promise<TaskTimes> {
  const { rows } = await admin.query<Row>(statement, [tasks])
  const [row] = rows
  if (row === undefined || row.delivered === 0) throw new Error('nothing was delivered')
  const spread = ([median, p95]: [number, number]): Spread => ({ median, p95 })
  return {
    delivered: row.delivered,
    seconds: row.seconds,
    total: spread(row.total),
    phases: {
      claim: spread(row.claim),
      dispatch: spread(row.dispatch),
      call: spread(row.call),
      'store and settle': spread(row.store),
    },
  }
}
