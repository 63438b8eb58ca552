import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { askedPath, askedPathHeader } from './asked-path.ts'
import { clientAddress, clientAddressHeader } from './client-address.ts'
import { climbs } from './climbs.ts'
import { type Door, findDoor, type Handle } from './door.ts'
import { refusalBody } from './refuse-foreign.ts'
import { contentSecurityPolicy, securityHeaders } from './security-headers.ts'

type Options = {
  doors: readonly Door[]
  /** Next's request handler. */
  next: Handle
  /** Where browsers report breaches of the policy; only in demo and test. */
  reportPath: string | null
  isPublicHttps: boolean
  /** Whether a Host header names us; health is asked by address and answers to any. */
  isOurHost?: (host: string | undefined) => boolean
  /** Our own proxies in front, whose word on the caller's address is believed. */
  trustedProxyHops?: number
  onError: (error: unknown, path: string) => void
}

// Exactly these: what only begins alike may be tidied into another path further in.
const anyHost: ReadonlySet<string> = new Set(['/api/health/live', '/api/health/ready'])

/** Sets the headers of every answer, gives each page its nonce, and sends a request to its door. */
export function createRequestListener({
  doors,
  next,
  reportPath,
  isPublicHttps,
  isOurHost = () => true,
  trustedProxyHops = 0,
  onError,
}: Options) {
  const fixed = securityHeaders(isPublicHttps)
  return (request: IncomingMessage, response: ServerResponse): void => {
    const pathname = (request.url ?? '/').split('?', 1)[0] ?? '/'
    for (const [name, value] of fixed) response.setHeader(name, value)
    if (climbs(pathname)) {
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end(refusalBody({ status: 400, reason: 'INPUT_INVALID' }))
      return
    }
    if (!anyHost.has(pathname) && !isOurHost(request.headers.host)) {
      response.writeHead(421, { 'content-type': 'text/plain' }).end('not served under this name')
      return
    }
    const door = findDoor(doors, pathname)
    // Next's handlers cannot see the socket; whatever the caller wrote there is overwritten.
    request.headers[clientAddressHeader] = clientAddress(request, trustedProxyHops)
    request.headers[askedPathHeader] = askedPath(request.url ?? '/')
    if (!door) giveNonce(request, response, reportPath)
    const work = async () => (door ? door.handle : next)(request, response)
    work().catch((error: unknown) => {
      onError(error, pathname)
      if (response.headersSent) return response.destroy()
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"code":"INTERNAL"}')
    })
  }
}

/** Next reads the nonce from the request's policy and puts it on its scripts; a caller's own are overwritten. */
function giveNonce(
  request: IncomingMessage,
  response: ServerResponse,
  reportPath: string | null,
): void {
  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, reportPath)
  request.headers['x-nonce'] = nonce
  request.headers['content-security-policy'] = policy
  delete request.headers['content-security-policy-report-only']
  response.setHeader('content-security-policy', policy)
}
