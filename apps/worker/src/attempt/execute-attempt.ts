import type { Secret } from '@aetherflow/crypto/secret'
import type {
  GenerateOutcome,
  ImageUpstream,
  UpstreamErrorCode,
} from '@aetherflow/integrations/image/image-upstream'
import type { ObjectStorage } from '@aetherflow/integrations/storage/object-storage'
import type { PrepareImage } from '../image/prepared-image.ts'
import { type StoredImage, storeImage } from './store-image.ts'

/** One call to make: what to ask, of whom, with which sealed key. */
export type AttemptCall = {
  taskId: string
  attemptId: string
  upstream: string
  modelId: string
  callTimeoutMs: number
  prompt: string
  negativePrompt: string
  params: {
    aspectRatio: string
    stylePreset?: string | undefined
    outputFormat: 'png' | 'jpeg' | 'webp'
  }
  seed: bigint | null
  deadlineAt: Date
}

export type AttemptPorts = {
  upstream: ImageUpstream
  /** Opens the sealed key; rejects when it cannot be opened. */
  openKey(): Promise<Secret>
  /** Commits the intent to call; false means that the attempt is not ours any more. */
  dispatch(): Promise<boolean>
  prepare: PrepareImage
  storage: ObjectStorage
}

type FailureCode = UpstreamErrorCode | 'CREDENTIAL_UNREADABLE' | 'STORAGE_FAILED' | 'WORKER_ERROR'
type UnknownReason = Extract<GenerateOutcome, { kind: 'unknown' }>['reason']

export type AttemptResult =
  | {
      kind: 'delivered'
      image: StoredImage & { seed: bigint | null }
      requestId: string | null
      latencyMs: number
    }
  | {
      kind: 'failed'
      code: FailureCode
      retryAfterMs: number | null
      requestId: string | null
      latencyMs: number | null
    }
  | { kind: 'unknown'; reason: UnknownReason; latencyMs: number }
  /** Nothing was sent and nothing is left to report. */
  | { kind: 'withdrawn' }

/**
 * One attempt from the sealed key to the stored picture: open key → commit the intent → call → store → read back.
 * No rule of the business is in here: what a failure means is decided where it is reported.
 */
export async function executeAttempt(
  ports: AttemptPorts,
  call: AttemptCall,
): Promise<AttemptResult> {
  let key: Secret
  try {
    key = await ports.openKey()
  } catch {
    return {
      kind: 'failed',
      code: 'CREDENTIAL_UNREADABLE',
      retryAfterMs: null,
      requestId: null,
      latencyMs: null,
    }
  }
  if (!(await ports.dispatch())) return { kind: 'withdrawn' }
  const startedAt = performance.now()
  const outcome = await ports.upstream.generate(toGenerateCall(key, call))
  const latencyMs = Math.round(performance.now() - startedAt)
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

function toGenerateCall(key: Secret, call: AttemptCall) {
  const { modelId, prompt, negativePrompt, params, seed, attemptId, callTimeoutMs } = call
  return {
    key,
    model: modelId,
    prompt,
    ...(negativePrompt === '' ? {} : { negativePrompt }),
    aspectRatio: params.aspectRatio,
    ...(params.stylePreset === undefined ? {} : { stylePreset: params.stylePreset }),
    outputFormat: params.outputFormat,
    ...(seed === null ? {} : { seed: Number(seed) }),
    attemptId,
    timeoutMs: callTimeoutMs,
  }
}

type Image = Extract<GenerateOutcome, { kind: 'image' }>

async function store(
  ports: AttemptPorts,
  call: AttemptCall,
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
  const prepared = await ports
    .prepare(outcome.bytes, { produceId: call.attemptId })
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
    return {
      kind: 'delivered',
      image: { ...image, seed: outcome.seed === null ? null : BigInt(outcome.seed) },
      requestId,
      latencyMs,
    }
  } catch {
    return failed('STORAGE_FAILED')
  }
}
