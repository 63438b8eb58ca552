import type { ClaimedCall } from '@aetherflow/api/tasks/worker-schemas'
import type { Logger } from 'pino'
import type { AttemptResult } from '../attempt/execute-attempt.ts'
import type { WorkerCaller } from '../worker-caller.ts'
import { collect } from './collect.ts'

export type Reporter = {
  report(call: ClaimedCall, result: AttemptResult): void
  drain(): Promise<void>
}

type SucceedItem = Parameters<WorkerCaller['tasks']['succeed']>[0]['results'][number]
type FailItem = Parameters<WorkerCaller['tasks']['fail']>[0]['results'][number]
type UnknownItem = Parameters<WorkerCaller['tasks']['unknown']>[0]['results'][number]

/** Sends what attempts came to in batches: one loop each for images, failures and unknown outcomes. */
export function createReporter(caller: WorkerCaller, log: Logger): Reporter {
  const images = collect<SucceedItem>('succeed', async (results) => {
    const answer = await caller.tasks.succeed({ results })
    for (const { attemptId, outcome } of answer.results) {
      if (outcome !== 'settled' && outcome !== 'already') log.warn({ attemptId, outcome }, 'image not settled')
    }
  }, log)
  const failures = collect<FailItem>('fail', async (results) => void (await caller.tasks.fail({ results })), log)
  const unknowns = collect<UnknownItem>('unknown', async (results) => void (await caller.tasks.unknown({ results })), log)
  return {
    report({ attemptId, taskId, fence }, result) {
      switch (result.kind) {
        case 'delivered': {
          const { image, requestId, latencyMs } = result
          return images.add({ attemptId, taskId, fence, image, requestId, latencyMs })
        }
        case 'failed': {
          const { code, retryAfterMs, requestId, latencyMs } = result
          return failures.add({ attemptId, fence, code, retryAfterMs, requestId, latencyMs })
        }
        case 'unknown':
          return unknowns.add({ attemptId, fence, reason: result.reason, latencyMs: result.latencyMs })
        case 'withdrawn':
      }
    },
    async drain() {
      await Promise.all([images.drain(), failures.drain(), unknowns.drain()])
    },
  }
}
