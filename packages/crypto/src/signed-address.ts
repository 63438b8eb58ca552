import { timingSafeEqual } from 'node:crypto'
import { encodeBase64url } from './base64url.ts'
import { CryptoError } from './crypto-error.ts'
import { keyedHash } from './keyed-hash.ts'
import type { Secret } from './secret.ts'

const MIN_SECRET_CHARS = 32
const MAX_PATH_CHARS = 1024
// Characters that no URL parser rewrites, in non-empty segments that are neither `.` nor `..`.
const PATH = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~-]+)+$/
const SIGNED = /^(?<path>\/[^?#]*)\?e=(?<expires>[0-9]{1,15})&s=(?<signature>[A-Za-z0-9_-]{43})$/

/** What `verifyAddress` says. The reason is for logs; a visitor gets the same answer for each. */
export type AddressVerdict =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: 'malformed' | 'tampered' | 'expired' }

/**
 * An address that opens this path until it expires, for whoever holds it: `path?e=<ms>&s=<signature>`.
 * @param secret at least 32 characters; an empty or short one would be guessable
 * @param path plain segments (`A-Za-z0-9._~-`), no query
 * @param expiresAtMs milliseconds since 1970, integral
 * @throws CryptoError `SECRET_TOO_SHORT`, `PATH_INVALID`
 */
export function signAddress(secret: Secret, path: string, expiresAtMs: number): string {
  if (path.length > MAX_PATH_CHARS || !PATH.test(path))
    throw new CryptoError('PATH_INVALID', 'not a plain path')
  if (!Number.isSafeInteger(expiresAtMs) || expiresAtMs < 0 || expiresAtMs >= 1e15) {
    throw new CryptoError('PATH_INVALID', 'the expiry is not a time in milliseconds')
  }
  const expires = String(expiresAtMs)
  return `${path}?e=${expires}&s=${encodeBase64url(signatureOf(secret, path, expires))}`
}

/**
 * Checks an address: signature first, in constant time, then expiry (valid while now < expiry).
 * @param url path and query, or an absolute http(s) address whose origin is ignored
 * @param nowMs milliseconds since 1970
 * @throws CryptoError `SECRET_TOO_SHORT`
 */
export function verifyAddress(secret: Secret, url: string, nowMs: number): AddressVerdict {
  const signed =
    url.length <= MAX_PATH_CHARS * 2 ? SIGNED.exec(withoutOrigin(url))?.groups : undefined
  const { path, expires, signature } = signed ?? {}
  if (path === undefined || expires === undefined || signature === undefined || !PATH.test(path)) {
    return { ok: false, reason: 'malformed' }
  }
  const expected = Buffer.from(encodeBase64url(signatureOf(secret, path, expires)))
  if (!timingSafeEqual(expected, Buffer.from(signature))) return { ok: false, reason: 'tampered' }
  return nowMs < Number(expires) ? { ok: true, path } : { ok: false, reason: 'expired' }
}

function signatureOf(secret: Secret, path: string, expires: string): Buffer {
  const key = secret.reveal()
  if (key.length < MIN_SECRET_CHARS) {
    throw new CryptoError(
      'SECRET_TOO_SHORT',
      `a signing secret needs ${MIN_SECRET_CHARS} characters`,
    )
  }
  return keyedHash(Buffer.from(key), 'aetherflow-signed-address/1', [path, expires])
}

function withoutOrigin(url: string): string {
  return url.replace(/^https?:\/\/[^/?#]*/, '')
}
