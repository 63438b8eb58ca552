import { hostAllowed } from './host-allowed.ts'

const loopbackHosts = new Set(['127.0.0.1', '[::1]', 'localhost'])

/**
 * Checks the address that an adapter may talk to: https on one of the allowed hosts (default port),
 * or loopback, where the simulator lives. Everything else would carry a key to a stranger.
 * @throws TypeError naming the rule, never the address (it may hold a password)
 */
export function parseBaseAddress(address: string, allowedHosts: readonly string[]): URL {
  if (!URL.canParse(address)) throw new TypeError('base address: not an absolute URL')
  const url = new URL(address)
  if (url.username !== '' || url.password !== '')
    throw new TypeError('base address: must not hold a user or password')
  if (url.search !== '' || url.hash !== '')
    throw new TypeError('base address: must not hold a query or fragment')
  const loopback =
    loopbackHosts.has(url.hostname) && (url.protocol === 'http:' || url.protocol === 'https:')
  const allowed =
    url.protocol === 'https:' && url.port === '' && hostAllowed(url.hostname, allowedHosts)
  if (!loopback && !allowed)
    throw new TypeError('base address: host is neither allowed nor loopback')
  url.pathname = url.pathname.replace(/\/+$/, '')
  return url
}
