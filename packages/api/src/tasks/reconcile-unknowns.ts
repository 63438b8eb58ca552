import type { Statement } from '@aetherflow/db/sql'
import { z } from 'zod'
import type { WorkerCtx } from '../context.ts'
import { judgeInterval } from './internal/judge-interval.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import { forgetRoutingView } from './internal/routing-view.ts'
import type { Reconciled } from './worker-schemas.ts'

const openIntervals: Statement = {
  name: 'tasks_open_intervals',
  text: 'SELECT queue.open_intervals($1) AS intervals',
}
const closeInterval: Statement = {
  name: 'tasks_close_interval',
  text: 'SELECT queue.close_interval($1::uuid, $2::timestamptz, $3::jsonb) AS resolved',
}
const expireUnknowns: Statement = {
  name: 'tasks_expire_unknowns',
  text: 'SELECT queue.expire_unknowns($1) AS expired',
}

const int8 = z.string().transform(BigInt)
const intervals = z.array(
  z.object({
    account: z.string(),
    anchorE4: int8,
    quietE4: int8,
    quietAt: z.string(),
    calls: z
      .array(
        z.object({
          attempt: z.string(),
          costE4: int8,
          outcome: z.enum(['billed', 'free', 'open', 'perhaps']),
        }),
      )
      .nullable(),
  }),
)
const BATCH = 20
const MAX_EXPIRED = 500

/** Unknowns that two quiet balances tell of, and those that nobody told of in time. */
export async function reconcileUnknowns({ deps }: WorkerCtx): Promise<Reconciled> {
  const [row] = await deps.sql.query<{ intervals: unknown }>(openIntervals, [BATCH])
  let byBalance = 0
  for (const interval of intervals.parse(row?.intervals)) {
    const { account, anchorE4, quietE4, quietAt, calls } = interval
    const verdicts = calls === null ? [] : judgeInterval(anchorE4, quietE4, calls)
    const values = [account, quietAt, JSON.stringify(verdicts)]
    const [closed] = await retryConflict(() =>
      deps.sql.query<{ resolved: number }>(closeInterval, values),
    )
    byBalance += closed?.resolved ?? 0
  }
  const [expired] = await deps.sql.query<{ expired: number }>(expireUnknowns, [MAX_EXPIRED])
  if (byBalance > 0) {
    forgetRoutingView(deps)
    deps.wake.send('tasks')
  }
  return { byBalance, byDeadline: expired?.expired ?? 0 }
}
