import { asDomainError } from '../domain-error.ts'
import type { ErrorCode } from '../error-codes.ts'
import { toDomainError } from '../to-domain-error.ts'

/** The code that a verb refused with; the test fails when it did not refuse. */
export async function codeOf(work: Promise<unknown>): Promise<ErrorCode> {
  try {
    await work
  } catch (error) {
    const refusal = asDomainError(error) ?? toDomainError(error)
    if (refusal === null) throw error
    return refusal.code
  }
  throw new Error('was not refused')
}
