/** SQLSTATEs that say "not now": no connection, no room, no time, no writes. */
const STATES = /^(08...|53...|57P0.|57014|55P03|25006|40001|40P01)$/
/** The same from the socket and from Prisma. */
const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2034',
])
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/
const DEEPEST_CAUSE = 5

/**
 * Whether the error says that the database is out of service for the moment (down, full, read-only,
 * too slow), so that the same request may be sent again later; however it arrived.
 */
export function isOutOfService(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEEPEST_CAUSE) return false
  const { code, originalCode, message, cause, meta, driverAdapterError } = error as Record<
    string,
    unknown
  >
  for (const each of [code, originalCode])
    if (typeof each === 'string' && (STATES.test(each) || CODES.has(each))) return true
  if (typeof message === 'string' && LOST.test(message)) return true
  return [cause, meta, driverAdapterError].some((inner) => isOutOfService(inner, depth + 1))
}
