import { StorageError, type StorageErrorCode } from '../storage-error.ts'

const codes: Record<string, StorageErrorCode> = {
  AccessDenied: 'STORAGE_REFUSED',
  AllAccessDisabled: 'STORAGE_REFUSED',
  ExpiredToken: 'STORAGE_REFUSED',
  InvalidAccessKeyId: 'STORAGE_REFUSED',
  SignatureDoesNotMatch: 'STORAGE_REFUSED',
  RequestTimeTooSkewed: 'STORAGE_REFUSED',
  NoSuchBucket: 'STORAGE_BUCKET_MISSING',
  BadDigest: 'OBJECT_DAMAGED',
  InvalidDigest: 'OBJECT_DAMAGED',
  EntityTooLarge: 'OBJECT_TOO_LARGE',
  SlowDown: 'STORAGE_UNAVAILABLE',
  ServiceUnavailable: 'STORAGE_UNAVAILABLE',
  InternalError: 'STORAGE_UNAVAILABLE',
  RequestTimeout: 'STORAGE_UNAVAILABLE',
  TimeoutError: 'STORAGE_UNAVAILABLE',
  AbortError: 'STORAGE_UNAVAILABLE',
}
const unreachable: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
])

/** Whether a service says that there is no such object. */
export function isMissing(error: unknown): boolean {
  return wordOf(error) === 'NoSuchKey' || wordOf(error) === 'NotFound'
}

/** Throws what the SDK threw as our own error: a code, and the service's word for it. */
export function toStorageError(error: unknown): never {
  if (error instanceof StorageError) throw error
  const word = wordOf(error)
  throw new StorageError(codes[word] ?? codeOfFault(error), word)
}

function codeOfFault(error: unknown): StorageErrorCode {
  if (!(error instanceof Error)) return 'STORAGE_FAILED'
  const { code, $metadata } = error as { code?: unknown; $metadata?: { httpStatusCode?: number } }
  if (typeof code === 'string' && unreachable.has(code)) return 'STORAGE_UNAVAILABLE'
  const status = $metadata?.httpStatusCode ?? 0
  if (status === 401 || status === 403) return 'STORAGE_REFUSED'
  return status >= 500 || status === 429 ? 'STORAGE_UNAVAILABLE' : 'STORAGE_FAILED'
}

/** Errors of the service are named after its code. */
function wordOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}
