import type { IncomingMessage } from 'node:http'

export type Refusal = { status: 400 | 403 | 405 | 413 | 415; reason: 'FORBIDDEN' | 'INPUT_INVALID' }

export const maxBodyBytes = 256 * 1024

/**
 * What a call with cookies must be: from our own origin, JSON, and small. tRPC itself would take
 * multipart and octet-stream posts, which another site can send without asking first.
 */
export function refuseForeign(
  request: IncomingMessage,
  allowsOrigin: (origin: string) => boolean,
): Refusal | null {
  const { method, headers } = request
  if (method !== 'GET' && method !== 'POST') return { status: 405, reason: 'INPUT_INVALID' }
  if (isFromElsewhere(request, allowsOrigin)) return { status: 403, reason: 'FORBIDDEN' }
  if (method === 'GET') return null
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') return { status: 415, reason: 'INPUT_INVALID' }
  if (Number(headers['content-length'] ?? 0) > maxBodyBytes)
    return { status: 413, reason: 'INPUT_INVALID' }
  return null
}

/** Whether a browser says that another site is asking. */
export function isFromElsewhere(
  { headers }: Pick<IncomingMessage, 'headers'>,
  allowsOrigin: (origin: string) => boolean,
): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  return headers.origin !== undefined && !allowsOrigin(headers.origin)
}

const transportCodes = {
  400: 'BAD_REQUEST',
  403: 'FORBIDDEN',
  405: 'METHOD_NOT_SUPPORTED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
} as const

/** A refusal as clients read errors of procedures; JSON-RPC's number says "not a valid request". */
export function refusalBody({ status, reason }: Refusal): string {
  const code = transportCodes[status]
  const data = { code, httpStatus: status, reason, params: {}, fields: null, requestId: null }
  return JSON.stringify({ error: { json: { message: reason, code: -32_600, data } } })
}

/** Our public origin, and any loopback name of this very port where nobody but this machine gets in. */
export function createOriginRule(
  publicUrl: string,
  allowLoopback: boolean,
): (origin: string) => boolean {
  return (origin) => origin === publicUrl || (allowLoopback && isLoopback(origin, publicUrl))
}

function isLoopback(origin: string, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false
  const { hostname, port } = new URL(origin)
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname) && port === new URL(publicUrl).port
}
