import type { IncomingMessage } from 'node:http'

/** Carries the caller's address from our server to Next's route handlers. */
export const clientAddressHeader = 'x-aetherflow-client-address'

/**
 * The address of who is calling. Only the hops that we run ourselves are believed: the last `hops` entries of
 * X-Forwarded-For were written by them, everything before by the caller.
 */
export function clientAddress(request: IncomingMessage, hops: number): string {
  const direct = request.socket.remoteAddress ?? ''
  if (hops === 0) return direct
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return forwarded.at(-hops) ?? direct
}
