import type { Secret } from '@aetherflow/crypto/secret'
import type { ModelCapability } from './model-capability.ts'

/** Bounds of one call: total time, and an optional signal that ends it earlier. */
export type CallOptions = { timeoutMs: number; signal?: AbortSignal }

/** A picture given to a model, already checked against the model's `InputSpec`. */
export type InputPicture = {
  bytes: Uint8Array
  mimeType: 'image/png' | 'image/jpeg' | 'image/webp'
  width: number
  height: number
}

export type OptionValue = string | number | boolean

/**
 * One image by one model. `model` is our id (`stability:core`); `attemptId` goes out as correlation header where the
 * vendor has one.
 */
export type GenerateCall = CallOptions & {
  key: Secret
  model: string
  /** Empty for a model that takes no words. */
  prompt: string
  negativePrompt?: string
  /** Left out for a model whose shape follows from its picture. */
  aspectRatio?: string
  seed?: number
  stylePreset?: string
  outputFormat: 'png' | 'jpeg' | 'webp'
  inputs?: Partial<Record<'image' | 'mask', InputPicture>>
  /** By the option's name, as the model's capability lists them. */
  options?: Readonly<Record<string, OptionValue>>
  attemptId: string
  /**
   * Models of class `job-id` call it once, as soon as the vendor has named the job and before they ask about it. The
   * call goes on when it resolves; when it rejects, it is given up as `unknown`.
   */
  onJob?: (job: string) => Promise<void>
}

/** A job that was begun before, perhaps by a process that is dead. Asks about it; begins nothing and costs nothing. */
export type ResumeCall = CallOptions & {
  key: Secret
  model: string
  /** What `onJob` was told: at most 600 characters, no secret. It is checked anew, since it comes from a table. */
  job: string
  attemptId: string
}

export type UpstreamErrorCode =
  | 'BAD_REQUEST'
  | 'PROMPT_REFUSED'
  | 'OUTPUT_FILTERED'
  | 'OUTPUT_TOO_LARGE'
  | 'LANGUAGE_UNSUPPORTED'
  | 'PUBLIC_FIGURE'
  | 'PAYLOAD_TOO_LARGE'
  | 'KEY_REFUSED'
  | 'OUT_OF_CREDITS'
  | 'RATE_LIMITED'
  | 'UPSTREAM_ERROR'
  | 'UNREACHABLE'
  | 'INVALID_ANSWER'

/**
 * `refused` is a definite no. `unknown` means that bytes were sent and no readable answer came: the upstream may
 * have generated and billed. `UNREACHABLE` means that nothing was sent.
 */
export type GenerateOutcome =
  | {
      kind: 'image'
      bytes: Uint8Array
      mimeType: string
      seed: number | null
      upstreamRequestId: string | null
      /** What the vendor says it took, in 1/10,000 upstream credit; null where it does not say. A claim, not a fact. */
      costE4: bigint | null
    }
  | {
      kind: 'refused'
      code: UpstreamErrorCode
      upstreamRequestId: string | null
      retryAfterMs?: number
      detail?: string
    }
  | { kind: 'unknown'; reason: 'timeout' | 'connection-lost' | 'unreadable-answer' }

/**
 * `accountRef` names the upstream account that pays, so that two keys of one account are recognised; null where the vendor
 * names none. `balanceE4` is null where the vendor has no such call: the owner then declares what may be spent.
 */
export type KeyCheck =
  | { kind: 'valid'; balanceE4: bigint | null; accountRef: string | null; models: string[] }
  | { kind: 'refused'; code: UpstreamErrorCode }
  | { kind: 'unknown' }

/** `balanceE4` is in 1/10,000 upstream credit, rounded down, never below zero. */
export type BalanceOutcome =
  | { kind: 'balance'; balanceE4: bigint }
  | { kind: 'not-offered' }
  | { kind: 'refused'; code: UpstreamErrorCode }
  | { kind: 'unknown' }

/**
 * `job-id`: the vendor names the job before it is done, so a lost answer can be asked for again. `at-most-once`: no job
 * id and no idempotency key, so a lost answer stays unknown.
 */
export type CallClass = 'job-id' | 'at-most-once'

/**
 * What an upstream publishes about a model; seeds the versioned rows. `costE4` is per delivered image, in 1/10,000 upstream
 * credit; one upstream credit is one US cent for every upstream. Where the price is known only afterwards it is the most
 * that the settings allow; `source` says where the figure comes from.
 */
export type PublishedModel = {
  id: string
  name: string
  costE4: bigint
  source: string
  callClass: CallClass
  callTimeoutMs: number
  capability: ModelCapability
}

/**
 * The port to an image upstream. No method throws for what the outside, or the content of a call, did;
 * keys are only ever sent in a header to the upstream's fixed host.
 */
export interface ImageUpstream {
  readonly id: string
  /** As people write it: 'Stability AI'. */
  readonly name: string
  /** Canonical host: part of a credential's associated data, never a simulator's address. */
  readonly host: string
  /** What a key looks like, for the deposit form: `sk-…`. */
  readonly keyHint: string
  readonly models: readonly PublishedModel[]
  generate(call: GenerateCall): Promise<GenerateOutcome>
  /** Asks about a job of a `job-id` model until its end or the deadline; null where the upstream has none. */
  readonly resume: ((call: ResumeCall) => Promise<GenerateOutcome>) | null
  /** Whether it looks like a key of this vendor at all, asked before anybody is called. */
  hasKeyFormat(key: Secret): boolean
  /** A live check of a deposited key; costs nothing upstream. */
  checkKey(key: Secret, options: CallOptions): Promise<KeyCheck>
  balance(key: Secret, options: CallOptions): Promise<BalanceOutcome>
}

/** Whose fault a refusal is. A consumer's fault never counts against the provider's resource. */
export const blameOf: Readonly<Record<UpstreamErrorCode, 'consumer' | 'provider' | 'upstream'>> = {
  BAD_REQUEST: 'consumer',
  PROMPT_REFUSED: 'consumer',
  OUTPUT_FILTERED: 'consumer',
  OUTPUT_TOO_LARGE: 'consumer',
  LANGUAGE_UNSUPPORTED: 'consumer',
  PUBLIC_FIGURE: 'consumer',
  PAYLOAD_TOO_LARGE: 'consumer',
  KEY_REFUSED: 'provider',
  OUT_OF_CREDITS: 'provider',
  RATE_LIMITED: 'provider',
  UPSTREAM_ERROR: 'upstream',
  UNREACHABLE: 'upstream',
  INVALID_ANSWER: 'upstream',
}
