/** A refusal that one of our SQL functions raised: its code, and its parameters as decimal strings or words. */
export type DomainSqlError = { code: string; params: Record<string, unknown> }

// SQLSTATE class of our functions: AF0xx are broken rules, AF1xx refusals a caller can be told about.
const REFUSAL = /^AF1\d\d$/
const CODE = /^[A-Z][A-Z_]+$/

/**
 * Reads the refusal out of an error, however it arrived: from pg, or from Prisma raw SQL (P2010).
 * Null for every other error.
 */
export function domainCodeOf(error: unknown): DomainSqlError | null {
  const raised = record(error)
  if (REFUSAL.test(text(raised['code']))) return refusal(raised['message'], raised['detail'])
  if (raised['code'] !== 'P2010') return null
  const cause = record(record(record(raised['meta'])['driverAdapterError'])['cause'])
  if (!REFUSAL.test(text(cause['originalCode']))) return null
  return refusal(cause['originalMessage'] ?? cause['message'], cause['detail'])
}

function refusal(message: unknown, detail: unknown): DomainSqlError | null {
  const code = text(message)
  return CODE.test(code) ? { code, params: paramsOf(text(detail)) } : null
}

function paramsOf(detail: string): Record<string, unknown> {
  try {
    return record(JSON.parse(detail))
  } catch {
    return {}
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
