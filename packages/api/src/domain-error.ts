import type { ErrorCode } from './error-codes.ts'

/** Public, translatable facts about an error: never a key, a row or another user's data. */
export type ErrorParams = Readonly<Record<string, string | number | boolean | readonly string[]>>

/**
 * "You cannot do that": a code the client translates, public parameters, and a cause for the log.
 * Recognised by its code and never by its class, because the web process loads this file twice.
 */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}, cause?: unknown) {
    super(code, { cause })
    this.name = 'DomainError'
    this.code = code
    this.params = params
  }
}

/** The domain error in an unknown value, wherever its class was loaded. */
export function asDomainError(error: unknown): DomainError | null {
  if (!(error instanceof Error) || error.name !== 'DomainError') return null
  return 'code' in error && 'params' in error ? (error as DomainError) : null
}
