import type { Secret } from '@aetherflow/crypto/secret'
import type { ImageUpstream, UpstreamErrorCode } from '../image-upstream.ts'

/** What can happen at the other side while an image is asked for. */
export type UpstreamFault =
  | 'server-error'
  | 'rate-limited'
  | 'cut-before-answer'
  | 'cut-in-answer'
  | 'silence'
  | 'page-instead-of-image'
  /** Of jobs only: begun, and never done. */
  | 'job-never-ends'

/** One line of the upstream's own bill. */
export type BilledCall = { creditsE4: bigint; correlationId: string }

export type ImageUpstreamSetup = {
  /** A new adapter, as in a new process. */
  create(baseUrl: string): ImageUpstream
  /** Where the thing that answers and keeps a bill listens. */
  address: string
  /** A fresh good key; with the same account name (letters and digits), of the same upstream account. */
  newKey(account: string): Secret
  revokedKey: Secret
  brokeKey: Secret
  prompts: { good: string; moderated: string; filtered: string; foreign: string }
  /** How the vendor's noes read; null: it takes the prompt. */
  codes: Record<'moderated' | 'filtered' | 'foreign', UpstreamErrorCode | null>
  /** What the vendor can tell about a key's account. */
  offers: { balance: boolean; account: boolean }
  /** Names of jobs that are none of this vendor's, beside the common ones. */
  forgedJobs: readonly string[]
  /** Makes the next generate call of a key go wrong. */
  fault(key: Secret, fault: UpstreamFault): void
  /** What the upstream billed for an attempt. */
  billed(attemptId: string): readonly BilledCall[]
  close(): Promise<void>
}

/** What the groups of tests work with. */
export type Under = { setup: ImageUpstreamSetup; upstream: ImageUpstream }
