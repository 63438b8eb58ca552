import type {
  GenerateOutcome,
  UpstreamErrorCode,
} from '@aetherflow/integrations/image/image-upstream'

/** What went wrong on our side of a call, beside what the upstream may answer. */
const ownFailureCodes = [
  /** The sealed key would not open, or its tag does not fit. */
  'CREDENTIAL_UNREADABLE',
  /** A picture that the call takes is gone or is not what was stored. */
  'PICTURE_GONE',
  /** An image came, but storage did not take it. */
  'STORAGE_FAILED',
  /** We failed before a byte was sent. */
  'WORKER_ERROR',
] as const
export type FailureCode = UpstreamErrorCode | (typeof ownFailureCodes)[number]

type UnknownReason = Extract<GenerateOutcome, { kind: 'unknown' }>['reason']

/** What a definite failure means, as facts for `queue.fail_set`. */
export type Failure = {
  code: FailureCode
  /** Another resource may be asked. Otherwise the consumer's task ends, with the hold released. */
  retry: boolean
  /** Perhaps billed upstream: the credits stay spent and the provider is paid the cost from `loss`. */
  billed: boolean
  /** Counts against the resource's breaker. */
  breaker: boolean
  /** Counts against the consumer: three a day close the model to them. */
  strike: boolean
  /** Stops the resource with this reason. */
  pause: string | null
  /** Keeps everybody off the upstream account. */
  lockMs: number | null
}

// Stability's own lock after 150 requests in 10 seconds (v2beta document).
const RATE_LOCK_MS = 60_000
const MAX_LOCK_MS = 600_000

const final = {
  retry: false,
  billed: false,
  breaker: false,
  strike: false,
  pause: null,
  lockMs: null,
}
const elsewhere = { ...final, retry: true }

// One line per code, so that nothing is decided by substring or by default.
const failures: Readonly<Record<FailureCode, Omit<Failure, 'code'>>> = {
  BAD_REQUEST: final,
  PROMPT_REFUSED: final,
  LANGUAGE_UNSUPPORTED: final,
  PUBLIC_FIGURE: final,
  PAYLOAD_TOO_LARGE: final,
  OUTPUT_FILTERED: { ...final, billed: true, strike: true },
  // Made and billed, beyond what we read: every other resource would make and bill it again.
  OUTPUT_TOO_LARGE: { ...final, billed: true, strike: true },
  KEY_REFUSED: { ...elsewhere, pause: 'KEY_REFUSED' },
  OUT_OF_CREDITS: { ...elsewhere, pause: 'OUT_OF_CREDITS' },
  RATE_LIMITED: { ...elsewhere, lockMs: RATE_LOCK_MS },
  UPSTREAM_ERROR: { ...elsewhere, breaker: true },
  UNREACHABLE: { ...elsewhere, breaker: true },
  INVALID_ANSWER: { ...elsewhere, breaker: true, billed: true },
  CREDENTIAL_UNREADABLE: { ...elsewhere, pause: 'CREDENTIAL_UNREADABLE' },
  PICTURE_GONE: final,
  // The generation is never repeated for a storage failure, and its cost is not the provider's.
  STORAGE_FAILED: { ...final, billed: true },
  WORKER_ERROR: elsewhere,
}

export const failureCodes = Object.keys(failures) as readonly FailureCode[]

/** What a failure code means. `retryAfterMs` is what the upstream asked for, bounded to ten minutes. */
export function classifyFailure(code: FailureCode, retryAfterMs?: number): Failure {
  const failure = { code, ...failures[code] }
  if (failure.lockMs === null || retryAfterMs === undefined) return failure
  return { ...failure, lockMs: Math.min(Math.max(Math.ceil(retryAfterMs), 1_000), MAX_LOCK_MS) }
}

/** The code of a call whose outcome nobody knows, by what ended it. */
export const unknownCodeOf = {
  timeout: 'TIMEOUT',
  'connection-lost': 'CONNECTION_LOST',
  'unreadable-answer': 'UNREADABLE_ANSWER',
} as const satisfies Record<UnknownReason, string>
