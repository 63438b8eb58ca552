import type { Dialect } from '../read-failure.ts'
import { refusalCode } from './refusal-code.ts'
import { vendorError } from './vendor-error.ts'

/** How v2beta says no. The lock after 150 requests in 10 s lasts 60 s and carries no Retry-After (v2beta document). */
export const stabilityDialect: Dialect = {
  errorOf: vendorError,
  codeOf: refusalCode,
  requestIdHeader: 'x-request-id',
  rateLockMs: 60_000,
}
