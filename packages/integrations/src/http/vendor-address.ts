import { hostAllowed } from './host-allowed.ts'
import { parseBaseAddress } from './parse-base-address.ts'

/** Signed addresses of the big stores are below 2,000 characters. */
const maxChars = 4000

/** Where a vendor's own addresses may point: https on these hosts, or, beside a simulator, exactly its origin. */
export type AllowedAddresses = { hosts: readonly string[]; simulatorOrigin: string | null }

/**
 * The addresses that an adapter believes, which follow from the address that it calls itself.
 * @param baseAddress the adapter's own; a loopback one means that only its origin is believed
 * @param hosts names, or suffixes with a leading dot
 * @throws TypeError for a base address that is neither loopback nor on these hosts
 */
export function allowedAddresses(baseAddress: string, hosts: readonly string[]): AllowedAddresses {
  const base = parseBaseAddress(baseAddress, hosts)
  const allowed = base.protocol === 'https:' && hostAllowed(base.hostname, hosts)
  return allowed ? { hosts, simulatorOrigin: null } : { hosts: [], simulatorOrigin: base.origin }
}

/**
 * Checks an address that came from a vendor's answer, or from a table where one was kept: https, default port, an allowed
 * host, no user, no password, plain characters. Everything else could point into our own network.
 * @returns the address without its fragment, or null
 */
export function vendorAddress(text: unknown, allowed: AllowedAddresses): URL | null {
  if (typeof text !== 'string' || text.length > maxChars) return null
  if (!/^[\x21-\x7e]+$/.test(text) || text.includes('\\') || !URL.canParse(text)) return null
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return null
  url.hash = ''
  if (allowed.simulatorOrigin !== null) return url.origin === allowed.simulatorOrigin ? url : null
  const fits =
    url.protocol === 'https:' && url.port === '' && hostAllowed(url.hostname, allowed.hosts)
  return fits ? url : null
}
