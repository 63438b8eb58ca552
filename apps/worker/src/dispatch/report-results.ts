import type { ClaimedCall } from '@aetherflow/api/tasks/worker-schemas'
import type { Logger } from 'pino'
import type { AttemptResult } from '../attempt/attempt-call.ts'
import type { WorkerCaller } from '../worker-caller.ts'
import { believableCost } from './believable-cost.ts'
import { collect } from './collect.ts'

export type Reporter = {
  /** Resolves when the database has it: until then the claim's lease is worth keeping. */
  report(call: ClaimedCall, result: AttemptResult): Promise<void>
}

type SucceedItem = Parameters<WorkerCaller['tasks']['succeed']>[0]['results'][number]
type FailItem = Parameters<WorkerCaller['tasks']['fail']>[0]['results'][number]
type UnknownItem = Parameters<WorkerCaller['tasks']['unknown']>[0]['results'][number]

/** Sends what attempts came to in batches: one loop each for images, failures and unknown outcomes. */
export function createReporter({ tasks }: Pick<WorkerCaller, 'tasks'>, log: Logger): Reporter {
  const succeed = async (results: SucceedItem[]) => {
    const answer = await tasks.succeed({ results })
    for (const { attemptId, outcome } of answer.results) {
      if (outcome !== 'settled' && outcome !== 'already')
        log.warn({ attemptId, outcome }, 'image not settled')
    }
  }
  const fail = async (results: FailItem[]) => void (await tasks.fail({ results }))
  const lose = async (results: UnknownItem[]) => void (await tasks.unknown({ results }))
  const images = collect('succeed', succeed, log)
  const failures = collect('fail', fail, log)
  const unknowns = collect('unknown', lose, log)
  return {
    async report({ attemptId, taskId, fence }, result) {
      switch (result.kind) {
        case 'delivered': {
          const { image, requestId, latencyMs, costE4 } = result
          const billedE4 = believableCost(costE4)
          if (billedE4 !== costE4)
            log.warn({ attemptId, costE4 }, 'the vendor names an absurd cost')
          return images.add({ attemptId, taskId, fence, image, requestId, latencyMs, billedE4 })
        }
        case 'failed': {
          const { code, retryAfterMs, requestId, latencyMs } = result
          return failures.add({ attemptId, fence, code, retryAfterMs, requestId, latencyMs })
        }
        case 'unknown': {
          const { reason, latencyMs } = result
          return unknowns.add({ attemptId, fence, reason, latencyMs })
        }
        case 'withdrawn':
        case 'not-openable':
      }
    },
  }
}
