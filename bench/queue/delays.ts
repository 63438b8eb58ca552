import { setTimeout as sleep } from 'node:timers/promises'
import { openGraphileClock } from '@aetherflow/bench-peers/graphile'
import type { Deps } from '@aetherflow/api/deps'
import type { TestUser } from '@aetherflow/api/testing/contexts'
import type pg from 'pg'
import { percentile } from '../measure/percentile.ts'
import { runOf, submit } from '../stage/market.ts'
import type { Stage } from '../stage/open-stage.ts'
import { claimSome, finish } from './our-queue.ts'
import { model } from './pending.ts'

const everyMs = 20
const pollMs = 1_000

export type Delays = { median: number; p99: number }

/**
 * From the answer to a submit until a worker's loop holds the claim, one task every 20 ms. `woken` false loses every
 * notification, so that only the poll of a second is left.
 */
export async function ourDelays(
  stage: Stage,
  deps: Deps,
  people: readonly TestUser[],
  tasks: number,
  woken: boolean,
): Promise<Delays> {
  const submitted = new Map<string, number>()
  const claimed = new Map<string, number>()
  let stopped = false
  let wake = (): void => {}
  const unsubscribe = woken ? deps.wake.on('tasks', () => wake()) : () => {}
  const loop = (async () => {
    while (!stopped) {
      const woke = new Promise<void>((resolve) => (wake = resolve))
      const calls = await claimSome(deps, 100)
      const at = performance.now()
      for (const { taskId } of calls) claimed.set(taskId, at)
      if (calls.length > 0) void finish(deps, calls)
      else await Promise.race([woke, sleep(pollMs)])
    }
  })()
  const submits: Promise<void>[] = []
  for (let at = 0; at < tasks; at++) {
    const person = people[at % people.length]
    if (person === undefined) break
    submits.push(
      submit(stage, person, runOf({ modelId: model, outputFormat: 'png' }, 1)).then(([task]) => {
        submitted.set(task ?? '', performance.now())
      }),
    )
    await sleep(everyMs)
  }
  await Promise.all(submits)
  while (claimed.size < submitted.size) await sleep(20)
  stopped = true
  wake()
  await loop
  unsubscribe()
  return spread([...submitted].map(([task, at]) => Math.max(0, (claimed.get(task) ?? at) - at)))
}

/** graphile-worker under the same pace, in the same process, on the same server. */
export async function graphileDelays(pool: pg.Pool, tasks: number): Promise<Delays> {
  const clock = await openGraphileClock(pool)
  // Its first round starts and listens; that is no delay of a job.
  await sleep(500)
  const adding: Promise<void>[] = []
  for (let at = 0; at < tasks; at++) {
    adding.push(clock.add())
    await sleep(everyMs)
  }
  await Promise.all(adding)
  while (clock.delays().length < tasks) await sleep(20)
  await clock.stop()
  return spread(clock.delays())
}

function spread(delays: readonly number[]): Delays {
  return { median: percentile(delays, 0.5), p99: percentile(delays, 0.99) }
}
