const UNIQUE_VIOLATION = '23505'

/**
 * Whether the error is a unique violation (of that constraint or index, when named), however it
 * arrived: from pg, from a Prisma model call (P2002) or from Prisma raw SQL (P2010).
 */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const violated = violatedConstraint(error)
  if (violated === null) return false
  return constraint === undefined || violated === constraint
}

function violatedConstraint(error: unknown): string | null {
  const { code, constraint, meta } = record(error)
  if (code === UNIQUE_VIOLATION) return text(constraint)
  if (code !== 'P2002' && code !== 'P2010') return null
  const { originalCode, constraint: violated } = record(
    record(record(meta).driverAdapterError).cause,
  )
  return originalCode === UNIQUE_VIOLATION ? text(record(violated).index) : null
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
