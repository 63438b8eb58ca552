import type { WorkerCaller } from '../worker-caller.ts'
import { claimOf, type Underway } from './underway.ts'

type Waiting = {
  claim: ReturnType<typeof claimOf>
  done: (ok: boolean) => void
  failed: (error: unknown) => void
}

const maxItems = 50
/** Statements at once: one that waits for a lock must not hold up all others. */
const maxRunning = 2

/**
 * Commits intents together: the first goes at once, and those that come while statements are under way travel in the
 * next. A statement that fails fails its intents; nothing was called then.
 */
export function gatherDispatches(
  tasks: Pick<WorkerCaller['tasks'], 'dispatchSet'>,
): (call: Underway['call']) => Promise<boolean> {
  let waiting: Waiting[] = []
  let running = 0

  const send = async (batch: Waiting[]) => {
    try {
      const { answers } = await tasks.dispatchSet({ claims: batch.map(({ claim }) => claim) })
      const sent = new Set(answers.filter(({ ok }) => ok).map(({ attemptId }) => attemptId))
      for (const { claim, done } of batch) done(sent.has(claim.attemptId))
    } catch (error) {
      for (const { failed } of batch) failed(error)
    }
  }
  const run = async () => {
    running += 1
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxItems)
      waiting = waiting.slice(maxItems)
      await send(batch)
    }
    running -= 1
  }
  return (call) =>
    new Promise((done, failed) => {
      waiting.push({ claim: claimOf(call), done, failed })
      // Those that were claimed together come in the same turn of the event loop.
      if (running < maxRunning) setImmediate(() => void (running < maxRunning && run()))
    })
}
