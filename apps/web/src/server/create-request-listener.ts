import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Door, findDoor, type Handle } from './door.ts'
import { contentSecurityPolicy, securityHeaders } from './security-headers.ts'

type Options = {
  doors: readonly Door[]
  /** Next's request handler. */
  next: Handle
  /** Where browsers report breaches of the policy; only in demo and test. */
  reportPath: string | null
  isPublicHttps: boolean
  onError: (error: unknown, path: string) => void
}

/** Sets the headers of every answer, gives each page its nonce, and sends a request to its door. */
export function createRequestListener({
  doors,
  next,
  reportPath,
  isPublicHttps,
  onError,
}: Options) {
  const fixed = securityHeaders(isPublicHttps)
  return (request: IncomingMessage, response: ServerResponse): void => {
    const pathname = (request.url ?? '/').split('?', 1)[0] ?? '/'
    for (const [name, value] of fixed) response.setHeader(name, value)
    const door = findDoor(doors, pathname)
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
