import type { RequestOptions } from 'node:http'
import http from 'node:http'
import https from 'node:https'
import type { Secret } from '@aetherflow/crypto/secret'
import { exchange, maxAnswerBytes, maxTimeoutMs } from './exchange.ts'
import type { HttpOutcome } from './http-outcome.ts'
import { parseBaseAddress } from './parse-base-address.ts'

export type HttpCall = {
  method: 'GET' | 'POST'
  /** Below the base address; letters, digits and `/ - _ . :` only. */
  path: string
  /** Short plain values only; never a key. */
  query?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
  /** The one place for a key: a header of the call to the fixed host. */
  credential?: Credential
  body?: { bytes: Uint8Array; contentType: string }
  /** Total time for connecting, sending and reading, in milliseconds. */
  timeoutMs: number
  signal?: AbortSignal | undefined
  /** Default 25 MB. */
  maxBytes?: number
}

/** A key and how the vendor wants it: `authorization: Bearer …`, `authorization: Key …`, `x-key: …`. */
export type Credential = {
  header: 'authorization' | 'x-key' | 'x-goog-api-key'
  scheme: 'Bearer' | 'Key' | null
  key: Secret
}

/** The usual way: `authorization: Bearer …`. */
export function bearer(key: Secret): Credential {
  return { header: 'authorization', scheme: 'Bearer', key }
}

export type HttpClient = { send(call: HttpCall): Promise<HttpOutcome> }

/**
 * The only way out of the house for adapters: one fixed base address, one total deadline, a byte cap,
 * no redirects (a 3xx is an answer like any other), no proxies, no pooled sockets, no retries.
 * It is built on node:http rather than fetch because only a socket's own events can tell
 * "never connected" from "bytes may have been sent", and a fresh socket has no stale keep-alive race.
 * @param allowedHosts https hosts that the base address may name, besides loopback
 * @throws TypeError for a base address outside them
 */
export function createHttpClient(options: {
  baseAddress: string
  allowedHosts: readonly string[]
}): HttpClient {
  const base = parseBaseAddress(options.baseAddress, options.allowedHosts)
  const secure = base.protocol === 'https:'
  // Own agents: the environment may tell the global one to use a proxy, and all of them to trust any certificate.
  const agent = secure
    ? new https.Agent({ keepAlive: false, rejectUnauthorized: true })
    : new http.Agent({ keepAlive: false })
  return {
    send: async (call) => {
      const url = addressOf(base, call.path, call.query ?? {})
      if (!(call.timeoutMs > 0 && call.timeoutMs <= maxTimeoutMs))
        throw new RangeError('timeoutMs out of range')
      if (call.signal?.aborted === true) return { kind: 'not-sent' }
      return exchange({ ...call, maxBytes: call.maxBytes ?? maxAnswerBytes }, secure, () =>
        (secure ? https : http).request(url, { ...requestOptions(call), agent }),
      )
    },
  }
}

function addressOf(base: URL, path: string, query: Readonly<Record<string, string>>): URL {
  if (!/^\/[A-Za-z0-9/_.:-]+$/.test(path) || path.includes('..') || path.includes('//'))
    throw new TypeError('path: not allowed')
  const url = new URL(base.pathname.replace(/\/$/, '') + path, base.origin)
  for (const [name, value] of Object.entries(query)) {
    if (!/^[A-Za-z0-9_.:-]{1,200}$/.test(value)) throw new TypeError('query: not allowed')
    url.searchParams.set(name, value)
  }
  return url
}

function requestOptions(call: HttpCall): RequestOptions {
  const headers: Record<string, string> = { 'accept-encoding': 'identity', ...call.headers }
  if (call.credential !== undefined) {
    const { header, scheme, key } = call.credential
    headers[header] = scheme === null ? key.reveal() : `${scheme} ${key.reveal()}`
  }
  if (call.body !== undefined) {
    headers['content-type'] = call.body.contentType
    headers['content-length'] = String(call.body.bytes.byteLength)
  }
  return { method: call.method, headers, maxHeaderSize: 16_384 }
}
