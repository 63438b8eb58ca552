import { z } from 'zod'
import { vaultKeyIds } from '../vault-key-ids.ts'

const attemptRef = { attemptId: z.uuid(), fence: z.bigint().positive() }
const requestId = z.string().max(128).nullable()
const latencyMs = z.int().nonnegative().nullable()
/** The vendor's own figure for a call, in 1/10,000 upstream credit; a claim, so bounded to 100,000 credits. */
const billedE4 = z.bigint().min(0n).max(1_000_000_000n).nullable()

/** What a task asks of the upstream beside prompt and seed, narrowed to its own model. */
export const callParams = z.object({
  aspectRatio: z.string().max(10).optional(),
  stylePreset: z.string().max(40).optional(),
  outputFormat: z.enum(['png', 'jpeg', 'webp']),
  options: z
    .record(z.string().max(40), z.union([z.string().max(2_000), z.number(), z.boolean()]))
    .optional(),
})

/** A stored picture that the call takes; its size and hash are checked when they are known. */
const inputPicture = z.object({
  storageKey: z.string().max(200),
  mimeType: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  width: z.int().positive(),
  height: z.int().positive(),
  sizeBytes: z.int().positive().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})
export const callInputs = z.object({
  image: inputPicture.optional(),
  mask: inputPicture.optional(),
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
  inputs: callInputs.optional(),
  seed: z.bigint().nullable(),
  price: z.bigint(),
  costE4: z.bigint(),
  deadlineAt: z.date(),
  envelope,
})
export type ClaimedCall = z.infer<typeof claimedCall>

/** A job that another worker began, or that was given up as unknown: to be asked about, not to be begun. */
const jobCall = claimedCall.extend({
  job: z.string().max(600),
  /** What is left of the call's time, by the database's clock; 0 for an unknown. */
  callLeftMs: z.int().nonnegative(),
})
export type JobCall = z.infer<typeof jobCall>

export const claimInput = z.strictObject({ limit: z.int().min(1).max(100), vaultKeyIds })
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

export const handOverOutput = z.strictObject({ handed: z.array(z.uuid()) })

export const recordJobInput = z.strictObject({
  ...attemptRef,
  /** What the vendor calls the job; no secret. */
  job: z.string().min(1).max(600),
})
export type RecordJob = z.infer<typeof recordJobInput>
/** false: the call is not this worker's any more. */
export const recordJobOutput = z.strictObject({ ok: z.boolean() })

export const jobsInput = z.strictObject({ limit: z.int().min(1).max(50), vaultKeyIds })
export type Jobs = z.infer<typeof jobsInput>
export const jobsOutput = z.strictObject({ calls: z.array(jobCall) })
export type JobCalls = z.infer<typeof jobsOutput>

export const resolveUnknownInput = z.strictObject({
  attemptId: z.uuid(),
  /** Whether the vendor made, and so billed, the image. */
  billed: z.boolean(),
  billedE4,
})
export type ResolveUnknown = z.infer<typeof resolveUnknownInput>
export const resolveUnknownOutput = z.strictObject({ resolved: z.boolean() })

export const reconcileOutput = z.strictObject({
  /** Unknowns that the difference of two balances told of. */
  byBalance: z.int(),
  /** Unknowns that nobody told of in time: they count as billed. */
  byDeadline: z.int(),
})
export type Reconciled = z.infer<typeof reconcileOutput>

export const dispatchingInput = z.strictObject(attemptRef)
export type Dispatching = z.infer<typeof dispatchingInput>
export const dispatchingOutput = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), callDeadlineAt: z.date() }),
  z.strictObject({ ok: z.literal(false), reason: z.string() }),
])
export const dispatchSetInput = z.strictObject({ claims: claims.min(1).max(50) })
export const dispatchSetOutput = z.strictObject({
  answers: z.array(
    z.strictObject({ attemptId: z.uuid(), ok: z.boolean(), reason: z.string().nullable() }),
  ),
})
export type Dispatched = z.infer<typeof dispatchSetOutput>
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
        billedE4: billedE4.default(null),
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
  'BAD_REQUEST', 'PROMPT_REFUSED', 'OUTPUT_FILTERED', 'OUTPUT_TOO_LARGE', 'LANGUAGE_UNSUPPORTED', 'PUBLIC_FIGURE',
  'PAYLOAD_TOO_LARGE',
  'KEY_REFUSED', 'OUT_OF_CREDITS', 'RATE_LIMITED', 'UPSTREAM_ERROR', 'UNREACHABLE', 'INVALID_ANSWER',
  'CREDENTIAL_UNREADABLE', 'PICTURE_GONE', 'STORAGE_FAILED', 'WORKER_ERROR',
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

export const watchSnapshotsOutput = z.strictObject({ alarm: z.boolean() })
export type WatchedSnapshots = z.infer<typeof watchSnapshotsOutput>

export const removeDeletedInput = z.strictObject({ limit: z.int().min(1).max(100) })
export const removeDeletedOutput = z.strictObject({ removed: z.int(), more: z.boolean() })
export type RemovedDeleted = z.infer<typeof removeDeletedOutput>

export const expirePicturesInput = z.strictObject({ limit: z.int().min(1).max(100) })
export const expirePicturesOutput = z.strictObject({ expired: z.int(), more: z.boolean() })
export type ExpiredPictures = z.infer<typeof expirePicturesOutput>

export const collectOrphansInput = z.strictObject({
  area: z.enum(['images', 'uploads']),
  /** Where the last page ended; null begins anew. */
  cursor: z.string().max(2_000).nullable(),
  limit: z.int().min(1).max(1_000),
})
export type CollectOrphans = z.infer<typeof collectOrphansInput>
export const collectOrphansOutput = z.strictObject({
  cursor: z.string().nullable(),
  seen: z.int(),
  removed: z.int(),
})
export type CollectedOrphans = z.infer<typeof collectOrphansOutput>
