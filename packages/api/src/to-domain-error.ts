import { domainCodeOf } from '@aetherflow/db/domain-sql-error'
import { DomainError } from './domain-error.ts'
import { isErrorCode } from './error-codes.ts'

/** A refusal raised by one of our SQL functions, as the domain error it names; null for anything else. */
export function toDomainError(error: unknown): DomainError | null {
  const refusal = domainCodeOf(error)
  if (refusal === null || !isErrorCode(refusal.code)) return null
  return new DomainError(refusal.code, refusal.params, error)
}
