import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import { retryConflict } from './internal/retry-conflict.ts'
import { forgetRoutingView } from './internal/routing-view.ts'
import { writeSkips } from './internal/count-skips.ts'
import type { Swept } from './worker-schemas.ts'

const sweep: Statement = {
  name: 'tasks_sweep',
  text: 'SELECT abandoned, unknown, expired FROM queue.sweep($1)',
}
const sweepSlots: Statement = {
  name: 'tasks_sweep_slots',
  text: 'SELECT queue.sweep_slots($1) AS slots',
}
const payLoss: Statement = { name: 'tasks_pay_loss', text: 'SELECT queue.pay_loss() AS attempt' }

const BATCH = 100
/** A hold five minutes past its deadline stops settlement (I12), so a flood of them is not left to the next round. */
const MAX_BATCHES = 100
const MAX_LOSSES = 50
type Ended = Pick<Swept, 'abandoned' | 'unknown' | 'expired'>

/** What time alone decides, each step its own transaction because of the lock order. */
export async function sweepTasks({ deps }: WorkerCtx): Promise<Swept> {
  const tasks: Ended = { abandoned: 0, unknown: 0, expired: 0 }
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const [ended] = await retryConflict(() => deps.sql.query<Ended>(sweep, [BATCH]))
    if (ended === undefined) break
    tasks.abandoned += ended.abandoned
    tasks.unknown += ended.unknown
    tasks.expired += ended.expired
    if (ended.abandoned + ended.unknown + ended.expired < BATCH) break
  }
  const [freed] = await retryConflict(() => deps.sql.query<{ slots: number }>(sweepSlots, [BATCH]))
  let losses = 0
  while (losses < MAX_LOSSES) {
    const [paid] = await retryConflict(() =>
      deps.sql.query<{ attempt: string | null }>(payLoss, []),
    )
    if (typeof paid?.attempt !== 'string') break
    losses++
  }
  await writeSkips(deps)
  const swept = { ...tasks, slots: freed?.slots ?? 0, losses }
  if (swept.abandoned + swept.unknown + swept.expired + swept.slots > 0) {
    forgetRoutingView(deps)
    deps.wake.send('tasks')
    deps.wake.send('task-changes')
  }
  return swept
}
