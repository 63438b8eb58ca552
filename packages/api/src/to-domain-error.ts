import { domainCodeOf } from '@aetherflow/db/domain-sql-error'
import { DomainError, type ErrorParams } from './domain-error.ts'
import { isErrorCode } from './error-codes.ts'

/** A refusal raised by one of our SQL functions, as the domain error it names; null for anything else. */
export function toDomainError(error: unknown): DomainError | null {
  const refusal = domainCodeOf(error)
  if (refusal === null || !isErrorCode(refusal.code)) return null
  return new DomainError(refusal.code, publicParams(refusal.params), error)
}

// A function's DETAIL is json: only what a text can show goes out.
function publicParams(params: Record<string, unknown>): ErrorParams {
  const shown: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      shown[name] = value
    }
  }
  return shown
}
