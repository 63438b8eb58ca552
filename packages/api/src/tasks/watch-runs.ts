import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { resolveSession } from '../identity/resolve-session.ts'
import { expectedTimes } from './internal/expected-times.ts'
import { keepShownTimes } from './internal/keep-shown-times.ts'
import { takeStreamSlot } from './internal/stream-slots.ts'
import { toTaskView } from './internal/to-task-view.ts'
import { changedTasks, type Told } from './internal/watched-tasks.ts'
import { listenForWakeUps } from './internal/wake-ups.ts'
import type { WatchEvent } from './list-schemas.ts'

/** A revoked session must lose its open streams within ten seconds: a check may just miss it, the next wake-up finds it. */
export const watchTimes = { sessionCheckMs: 4_000, fallbackMs: 5_000, gapMs: 200 }

/**
 * Live status. The first event is the present truth, also after a reconnect, so nothing depends on the
 * last event id; then tasks as they change. Each wake-up re-reads the database: notifications carry nothing.
 * Throws TOO_MANY_STREAMS { limit } and SESSION_ENDED.
 */
export async function* watchRuns(
  ctx: UserCtx,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ id: string; event: WatchEvent }> {
  const { deps, actor } = ctx
  const giveBack = takeStreamSlot(deps, { userId: actor.userId, address: ctx.address })
  // Listening starts before the first reading, so that no change falls between the two.
  const wakes = listenForWakeUps(deps.wake, 'task-changes', { ...watchTimes, signal })
  try {
    const told: Told = new Map()
    let checkedAt = deps.clock.now().getTime()
    yield await eventOf(ctx, told, true)
    while (await wakes.next()) {
      const now = deps.clock.now().getTime()
      if (now - checkedAt >= watchTimes.sessionCheckMs) {
        if ((await resolveSession(deps, actor.sessionId)) === null)
          throw new DomainError('SESSION_ENDED')
        checkedAt = now
      }
      const next = await eventOf(ctx, told, false)
      if (next.event.tasks.length > 0) yield next
    }
  } finally {
    wakes.close()
    giveBack()
  }
}

let events = 0

async function eventOf(
  ctx: UserCtx,
  told: Told,
  present: boolean,
): Promise<{ id: string; event: WatchEvent }> {
  const rows = await changedTasks(ctx, told)
  const expected = await expectedTimes(ctx.deps, rows)
  await keepShownTimes(ctx, expected)
  const tasks = rows.map((row) => toTaskView(ctx.deps, row, expected.get(row.id)))
  events += 1
  return { id: String(events), event: { present, tasks } }
}
