import type { Secret } from '@aetherflow/crypto/secret'

/** Bounds of one call: total time, and an optional signal that ends it earlier. */
export type CallOptions = { timeoutMs: number; signal?: AbortSignal }

/** One image by one model. `model` is our id (`stability:core`); `attemptId` goes out as correlation header. */
export type GenerateCall = CallOptions & {
  key: Secret
  model: string
  prompt: string
  negativePrompt?: string
  aspectRatio: string
  seed?: number
  stylePreset?: string
  outputFormat: 'png' | 'jpeg' | 'webp'
  attemptId: string
}

export type UpstreamErrorCode =
  | 'BAD_REQUEST'
  | 'PROMPT_REFUSED'
  | 'OUTPUT_FILTERED'
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
    }
  | {
      kind: 'refused'
      code: UpstreamErrorCode
      upstreamRequestId: string | null
      retryAfterMs?: number
      detail?: string
    }
  | { kind: 'unknown'; reason: 'timeout' | 'connection-lost' | 'unreadable-answer' }

/** `accountRef` names the upstream account that pays, so that two keys of one account are recognised. */
export type KeyCheck =
  | { kind: 'valid'; balanceE4: bigint; accountRef: string; models: string[] }
  | { kind: 'refused'; code: UpstreamErrorCode }
  | { kind: 'unknown' }

/** `balanceE4` is in 1/10,000 upstream credit, rounded down, never below zero. */
export type BalanceOutcome =
  | { kind: 'balance'; balanceE4: bigint }
  | { kind: 'refused'; code: UpstreamErrorCode }
  | { kind: 'unknown' }

export type ModelCapability = {
  aspectRatios: string[]
  maxPromptChars: number
  negativePrompt: boolean
  seed: { min: number; max: number } | null
  stylePresets: string[]
  outputFormats: string[]
  promptLanguages: string[]
  sizes: Record<string, { width: number; height: number }>
}

/** What an upstream publishes about a model; seeds the versioned rows. `costE4` is per delivered image. */
export type PublishedModel = {
  id: string
  name: string
  costE4: bigint
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
  /** `at-most-once`: no job id and no idempotency key, so a lost answer stays unknown. */
  readonly callClass: 'job-id' | 'at-most-once'
  readonly models: readonly PublishedModel[]
  generate(call: GenerateCall): Promise<GenerateOutcome>
  /** A live check of a deposited key; costs nothing upstream. */
  checkKey(key: Secret, options: CallOptions): Promise<KeyCheck>
  balance(key: Secret, options: CallOptions): Promise<BalanceOutcome>
}

/** Whose fault a refusal is. A consumer's fault never counts against the provider's resource. */
export const blameOf: Readonly<Record<UpstreamErrorCode, 'consumer' | 'provider' | 'upstream'>> = {
  BAD_REQUEST: 'consumer',
  PROMPT_REFUSED: 'consumer',
  OUTPUT_FILTERED: 'consumer',
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
