import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../../context.ts'
import type { ExpectedTime } from './expected-times.ts'

// The first time that was shown is the one that is judged; owner in WHERE.
const keep: Statement = {
  name: 'tasks_keep_shown_times',
  text: `INSERT INTO task_etas (task_id, model_id, shown_at, point_ms, low_ms, high_ms)
         SELECT t.id, t.model_id, public.clock_now(), x."pointMs", x."lowMs", x."highMs"
         FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, "pointMs" integer, "lowMs" integer, "highMs" integer)
         JOIN tasks t ON t.id = x.id
         WHERE t.user_id = $2 AND t.status IN ('pending', 'processing')
         ON CONFLICT (task_id) DO NOTHING`,
}

/** Keeps what a browser was told to expect, so that it can be judged. It only measures, so a failure is logged. */
export async function keepShownTimes(
  { deps, actor }: UserCtx,
  times: ReadonlyMap<string, ExpectedTime>,
): Promise<void> {
  if (times.size === 0) return
  const rows = [...times].map(([id, { pointMs, lowMs, highMs }]) => ({
    id,
    pointMs,
    lowMs,
    highMs,
  }))
  try {
    await deps.sql.query(keep, [JSON.stringify(rows), actor.userId])
  } catch (error) {
    deps.log.warn({ err: error }, 'expected times were not kept')
  }
}
