import type { GenerateOutcome } from '@aetherflow/integrations/image/image-upstream'
import type { AttemptCall, AttemptResult, FailureCode, StoringPorts } from './attempt-call.ts'
import { storeImage } from './store-image.ts'

// A resumed job no longer knows what it was given; its downloads ask the run.
type Finished = Pick<AttemptCall, 'taskId' | 'attemptId' | 'deadlineAt'> &
  Partial<Pick<AttemptCall, 'inputs'>>

/** What an outcome comes to: a picture is stored and read back before it counts as delivered. */
export async function finishAttempt(
  ports: StoringPorts,
  call: Finished,
  outcome: GenerateOutcome,
  latencyMs: number,
): Promise<AttemptResult> {
  switch (outcome.kind) {
    case 'image':
      return store(ports, call, outcome, latencyMs)
    case 'refused':
      return {
        kind: 'failed',
        code: outcome.code,
        retryAfterMs: outcome.retryAfterMs ?? null,
        requestId: outcome.upstreamRequestId,
        latencyMs,
      }
    case 'unknown':
      return { kind: 'unknown', reason: outcome.reason, latencyMs }
  }
}

type Image = Extract<GenerateOutcome, { kind: 'image' }>

async function store(
  ports: StoringPorts,
  call: Finished,
  outcome: Image,
  latencyMs: number,
): Promise<AttemptResult> {
  const requestId = outcome.upstreamRequestId
  const failed = (code: FailureCode): AttemptResult => ({
    kind: 'failed',
    code,
    retryAfterMs: null,
    requestId,
    latencyMs,
  })
  const isComposite = call.inputs?.image !== undefined
  const prepared = await ports
    .prepare(outcome.bytes, { produceId: call.attemptId, isComposite })
    .catch(() => 'broken' as const)
  if (prepared === null) return failed('INVALID_ANSWER')
  if (prepared === 'broken') return failed('STORAGE_FAILED')
  try {
    const { taskId, attemptId, deadlineAt: giveUpAt } = call
    const image = await storeImage({
      storage: ports.storage,
      taskId,
      attemptId,
      prepared,
      giveUpAt,
    })
    const { costE4 } = outcome
    const seed = outcome.seed === null ? null : BigInt(outcome.seed)
    return { kind: 'delivered', image: { ...image, seed }, requestId, latencyMs, costE4 }
  } catch {
    return failed('STORAGE_FAILED')
  }
}
