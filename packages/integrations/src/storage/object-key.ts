import { StorageError } from './storage-error.ts'

const segment = '[a-z0-9][a-z0-9._-]*'
const grammar = new RegExp(`^${segment}(?:/${segment})*$`)

/**
 * Whether a text is an object key: 1–200 characters; segments of lower-case letters, digits, `.`, `_`, `-`, each
 * starting with a letter or digit, joined by `/`. So there is no `..`, no absolute path, nothing that a
 * case-insensitive file system, a URL or S3 would read as another key.
 */
export function isObjectKey(key: string): boolean {
  return typeof key === 'string' && key.length <= 200 && grammar.test(key)
}

/** What a key may begin with, the empty text included. @throws StorageError OBJECT_KEY_INVALID */
export function assertKeyPrefix(prefix: string): void {
  if (prefix !== '' && !isObjectKey(prefix.replace(/\/$/, '')))
    throw new StorageError('OBJECT_KEY_INVALID')
}

/** @throws StorageError OBJECT_KEY_INVALID */
export function assertObjectKey(key: string): void {
  if (!isObjectKey(key)) throw new StorageError('OBJECT_KEY_INVALID')
}
