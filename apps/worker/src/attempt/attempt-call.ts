import type { ClaimedCall, JobCall } from '@aetherflow/api/tasks/worker-schemas'
import type { Secret } from '@aetherflow/crypto/secret'
import type {
  GenerateOutcome,
  ImageUpstream,
  UpstreamErrorCode,
} from '@aetherflow/integrations/image/image-upstream'
import type { ObjectStorage } from '@aetherflow/integrations/storage/object-storage'
import type { PrepareImage } from '../image/prepared-image.ts'
import type { StoredImage } from './store-image.ts'

/** One call to make: what to ask, of whom. */
export type AttemptCall = Pick<
  ClaimedCall,
  | 'taskId'
  | 'attemptId'
  | 'upstream'
  | 'modelId'
  | 'callTimeoutMs'
  | 'prompt'
  | 'negativePrompt'
  | 'params'
  | 'inputs'
  | 'seed'
  | 'deadlineAt'
>

/** A job that was begun before: to be asked about. */
export type AttemptJob = Pick<
  JobCall,
  'taskId' | 'attemptId' | 'modelId' | 'deadlineAt' | 'job' | 'callLeftMs'
>

/** What making a picture ours takes. */
export type StoringPorts = { prepare: PrepareImage; storage: ObjectStorage }

export type JobPorts = StoringPorts & {
  upstream: ImageUpstream
  /** Opens the sealed key; rejects when it cannot be opened, with VAULT_KEY_UNKNOWN when only this process cannot. */
  openKey(): Promise<Secret>
  /** Ends the call early: its outcome is not awaited any more. */
  signal?: AbortSignal
}

export type AttemptPorts = JobPorts & {
  /** Commits the intent to call; false means that the attempt is not ours any more. */
  dispatch(): Promise<boolean>
  /** Commits the vendor's name of the job; rejects when the attempt is not ours any more. */
  recordJob(job: string): Promise<void>
}

export type FailureCode =
  | UpstreamErrorCode
  | 'CREDENTIAL_UNREADABLE'
  | 'PICTURE_GONE'
  | 'STORAGE_FAILED'
  | 'WORKER_ERROR'
export type UnknownReason = Extract<GenerateOutcome, { kind: 'unknown' }>['reason']

export type AttemptResult =
  | {
      kind: 'delivered'
      image: StoredImage & { seed: bigint | null }
      requestId: string | null
      latencyMs: number
      /** The vendor's own figure, unchecked. */
      costE4: bigint | null
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
  /** Nothing was sent: this process lacks the vault key, another may have it. */
  | { kind: 'not-openable' }

/** A failure before anything was sent. */
export function notSent(code: FailureCode): AttemptResult {
  return { kind: 'failed', code, retryAfterMs: null, requestId: null, latencyMs: null }
}
