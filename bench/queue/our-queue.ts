import { createHash } from 'node:crypto'
import type { Deps } from '@aetherflow/api/deps'
import { claimTasks } from '@aetherflow/api/tasks/claim-tasks'
import { failAttempts } from '@aetherflow/api/tasks/fail-attempts'
import type { ClaimedCall } from '@aetherflow/api/tasks/worker-schemas'
import { workerCtx } from '@aetherflow/api/testing/contexts'
import { createWorkerCaller } from '@aetherflow/api/worker-router'

const finishAtOnce = 50

/** Claims of the product's own queue: peek, ranking, limits, decisions. An empty answer twice in a row means drained. */
export async function claimSome(deps: Deps, limit: number): Promise<readonly ClaimedCall[]> {
  const { calls } = await claimTasks(workerCtx(deps, 'bench'), { limit })
  return calls
}

/** Ends claims as a definite refusal: attempt and task finished, slot and credits given back. No money was held. */
export async function finish(deps: Deps, calls: readonly ClaimedCall[]): Promise<void> {
  for (let at = 0; at < calls.length; at += finishAtOnce) {
    const results = calls.slice(at, at + finishAtOnce).map(({ attemptId, fence }) => ({
      attemptId,
      fence,
      code: 'BAD_REQUEST' as const,
      retryAfterMs: null,
      requestId: null,
      latencyMs: 1,
    }))
    const ended = await failAttempts(workerCtx(deps, 'bench'), { results })
    if (ended.results.some(({ outcome }) => outcome !== 'ended'))
      throw new Error('a claim did not end')
  }
}

/** Ends claims as deliveries: the intent committed, then settled with an image each. On own keys no money moves. */
export async function deliver(deps: Deps, calls: readonly ClaimedCall[]): Promise<void> {
  const { tasks } = createWorkerCaller(workerCtx(deps, 'bench'))
  for (let at = 0; at < calls.length; at += finishAtOnce) {
    const batch = calls.slice(at, at + finishAtOnce)
    await tasks.dispatchSet({ claims: batch.map(({ attemptId, fence }) => ({ attemptId, fence })) })
    const answer = await tasks.succeed({ results: batch.map(deliveryOf) })
    if (answer.results.some(({ outcome }) => outcome !== 'settled'))
      throw new Error('a delivery was not settled')
  }
}

function deliveryOf({ attemptId, fence, taskId }: ClaimedCall) {
  return {
    attemptId,
    fence,
    taskId,
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
    requestId: attemptId,
    latencyMs: 1,
    billedE4: null,
  }
}

/** Loops until `count` are done; seconds. */
export async function drain(
  count: number,
  loops: number,
  round: () => Promise<number>,
): Promise<number> {
  let left = count
  const started = performance.now()
  const loop = async () => {
    // What is in another loop's hands looks like nothing left, for a moment.
    for (let idle = 0; left > 0 && idle < 200;) {
      const done = await round()
      left -= done
      idle = done === 0 ? idle + 1 : 0
    }
  }
  await Promise.all(Array.from({ length: loops }, loop))
  if (left > 0) throw new Error(`${left} tasks were never claimed`)
  return (performance.now() - started) / 1_000
}
