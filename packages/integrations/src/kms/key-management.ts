/**
 * The port to a service that keeps one key and lets nobody see it. It wraps the data key of a vault's ring and unwraps
 * it when a worker starts; what it wrapped elsewhere, or for another purpose, it refuses.
 * Methods throw a KmsError, whose message holds neither key nor text.
 */
export interface KeyManagement {
  /** Stands in the wrapped file, so that a worker asks the right one. */
  readonly id: string
  wrap(dataKey: Uint8Array): Promise<Uint8Array>
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>
}

export type KmsErrorCode =
  /** It knows us not, forbids it, or its key is disabled or gone. */
  | 'KMS_REFUSED'
  /** What it was given was not wrapped by this key for this purpose. */
  | 'KMS_WRONG_KEY'
  /** It could not be reached or was too slow, in every try. */
  | 'KMS_UNAVAILABLE'
  | 'KMS_FAILED'

/** Recognised by its `code`, never by its class. `detail` is the service's own word for it. */
export class KmsError extends Error {
  override name = 'KmsError'
  readonly code: KmsErrorCode
  constructor(code: KmsErrorCode, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`)
    this.code = code
  }
}

/** Bound to everything that is wrapped, so that the same service key serves no other purpose by mistake. */
export const purpose = { application: 'aetherflow', use: 'vault-key-ring' }
