/** What went wrong, for programs. Callers compare codes, never classes (modules may be loaded twice). */
export type CryptoErrorCode =
  | 'CONTEXT_INVALID'
  | 'CREDENTIAL_UNREADABLE'
  | 'ENCODING_INVALID'
  | 'KEY_RING_INVALID'
  | 'PASSWORD_HASH_INVALID'
  | 'PASSWORD_TOO_LONG'
  | 'PATH_INVALID'
  | 'PLAINTEXT_KEY_INVALID'
  | 'PUBLIC_KEY_INVALID'
  | 'SECRET_TOO_SHORT'
  | 'SEED_UNREADABLE'
  | 'VAULT_KEY_PRIMARY'
  | 'VAULT_KEY_RETIRED'
  | 'VAULT_KEY_UNKNOWN'
  | 'WEB_CRYPTO_UNAVAILABLE'
  | 'WRAPPED_RING_INVALID'

/**
 * The only error this package throws on purpose. `reason` is one of our own fixed phrases: it never
 * quotes input, and there is no `cause`, because parser and cipher errors may quote what they read.
 */
export class CryptoError extends Error {
  readonly code: CryptoErrorCode
  readonly reason: string

  constructor(code: CryptoErrorCode, reason: string) {
    super(`${code}: ${reason}`)
    this.name = 'CryptoError'
    this.code = code
    this.reason = reason
  }
}
