import { z } from 'zod'

const attemptRef = { attemptId: z.uuid(), fence: z.bigint().positive() }
const requestId = z.string().max(128).nullable()
const latencyMs = z.int().nonnegative().nullable()

/** What a task asks of the upstream beside prompt and seed; stored on the run. */
export const callParams = z.strictObject({
  aspectRatio: z.string().max(10),
  stylePreset: z.string().max(40).optional(),
  outputFormat: z.enum(['png', 'jpeg', 'webp']),
})

/** A sealed key with what it was sealed for; only the worker process can open it. */
export const envelope = z.strictObject({
  credentialId: z.uuid(),
  version: z.int().min(1),
  ownerId: z.uuid(),
  upstream: z.string(),
  upstreamHost: z.string(),
  sealed: z.string(),
  tag: z.string(),
})

/** One upstream call that is now this worker's to make. */
const claimedCall = z.strictObject({
  ...attemptRef,
  taskId: z.uuid(),
  attemptNumber: z.int(),
  resourceId: z.uuid(),
  upstream: z.string(),
  modelId: z.string(),
  callTimeoutMs: z.int(),
  prompt: z.string(),
  negativePrompt: z.string(),
  params: callParams,
  seed: z.bigint().nullable(),
  price: z.bigint(),
  costE4: z.bigint(),
  deadlineAt: z.date(),
  envelope,
})
export type ClaimedCall = z.infer<typeof claimedCall>

export const claimInput = z.strictObject({ limit: z.int().min(1).max(100) })
export type Claim = z.infer<typeof claimInput>
export const claimOutput = z.strictObject({
  calls: z.array(claimedCall),
  /** Tasks that were looked at and had to wait. */
  refused: z.int(),
  /** As many as asked for: there may be more at once. */
  full: z.boolean(),
})
export type Claimed = z.infer<typeof claimOutput>

const claims = z.array(z.strictObject(attemptRef))
export const heartbeatInput = z.strictObject({ claims: claims.max(500) })
/** Attempts that are still this worker's; the others are lost. */
export const heartbeatOutput = z.strictObject({ held: z.array(z.uuid()) })
export const handBackInput = z.strictObject({ claims: claims.min(1).max(500) })
export const handBackOutput = z.strictObject({ returned: z.array(z.uuid()) })
export type Claims = z.infer<typeof heartbeatInput>

export const dispatchingInput = z.strictObject(attemptRef)
export type Dispatching = z.infer<typeof dispatchingInput>
export const dispatchingOutput = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), callDeadlineAt: z.date() }),
  z.strictObject({ ok: z.literal(false), reason: z.string() }),
])
export type DispatchAnswer = z.infer<typeof dispatchingOutput>

export const succeedInput = z.strictObject({
  results: z
    .array(
      z.strictObject({
        ...attemptRef,
        taskId: z.uuid(),
        image: z.strictObject({
          storageKey: z.string().min(1).max(200),
          thumbKey: z.string().min(1).max(200),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
          mimeType: z.string().max(40),
          width: z.int().positive(),
          height: z.int().positive(),
          sizeBytes: z.int().positive(),
          seed: z.bigint().nonnegative().nullable(),
          placeholder: z.string().max(2000),
        }),
        requestId,
        latencyMs: z.int().nonnegative(),
      }),
    )
    .min(1)
    .max(50),
})
export type Succeed = z.infer<typeof succeedInput>
export const succeedOutput = z.strictObject({
  results: z.array(
    z.strictObject({
      attemptId: z.uuid(),
      /** evidence: the task had ended, the image is kept but not delivered. */
      outcome: z.enum(['settled', 'already', 'conflict', 'stale', 'evidence']),
    }),
  ),
})
export type Succeeded = z.infer<typeof succeedOutput>

const failureCode = z.enum([
  'BAD_REQUEST', 'PROMPT_REFUSED', 'OUTPUT_FILTERED', 'LANGUAGE_UNSUPPORTED', 'PUBLIC_FIGURE', 'PAYLOAD_TOO_LARGE',
  'KEY_REFUSED', 'OUT_OF_CREDITS', 'RATE_LIMITED', 'UPSTREAM_ERROR', 'UNREACHABLE', 'INVALID_ANSWER',
  'CREDENTIAL_UNREADABLE', 'STORAGE_FAILED', 'WORKER_ERROR',
]) // prettier-ignore
export const failInput = z.strictObject({
  results: z
    .array(
      z.strictObject({
        ...attemptRef,
        code: failureCode,
        retryAfterMs: z.number().nonnegative().nullable(),
        requestId,
        latencyMs,
      }),
    )
    .min(1)
    .max(50),
})
export type Fail = z.infer<typeof failInput>

export const unknownInput = z.strictObject({
  results: z
    .array(
      z.strictObject({
        ...attemptRef,
        reason: z.enum(['timeout', 'connection-lost', 'unreadable-answer']),
        latencyMs,
      }),
    )
    .min(1)
    .max(50),
})
export type Unknown = z.infer<typeof unknownInput>

export const endedOutput = z.strictObject({
  results: z.array(
    z.strictObject({
      attemptId: z.uuid(),
      /** retried: claimable again. late: the task had moved on, the cost is settled. stale: not ours. */
      outcome: z.enum(['retried', 'ended', 'late', 'stale']),
    }),
  ),
})
export type Ended = z.infer<typeof endedOutput>

export const sweepOutput = z.strictObject({
  abandoned: z.int(),
  unknown: z.int(),
  expired: z.int(),
  /** Slots of calls past their deadline. */
  slots: z.int(),
  /** Providers paid for calls that brought nobody an image. */
  losses: z.int(),
})
export type Swept = z.infer<typeof sweepOutput>

export const removeDeletedInput = z.strictObject({ limit: z.int().min(1).max(100) })
export const removeDeletedOutput = z.strictObject({ removed: z.int(), more: z.boolean() })
export type RemovedDeleted = z.infer<typeof removeDeletedOutput>
