import type { Claims } from '../worker-schemas.ts'

/** Attempts with their fences as the SQL functions read them; int8 travels as text. */
export function claimsJson(claims: Claims['claims']): string {
  return JSON.stringify(
    claims.map(({ attemptId, fence }) => ({ attempt: attemptId, fence: fence.toString() })),
  )
}
