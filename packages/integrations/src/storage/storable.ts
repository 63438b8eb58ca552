import { StorageError } from './storage-error.ts'

/** Twice and more the largest image that an upstream may answer (25 MB). */
export const maxObjectBytes = 64 * 1024 * 1024

/** What every adapter refuses to keep. @throws StorageError OBJECT_TOO_LARGE, OBJECT_CONTENT_TYPE_INVALID */
export function assertStorable(bytes: Uint8Array, contentType: string): void {
  if (bytes.byteLength > maxObjectBytes) throw new StorageError('OBJECT_TOO_LARGE')
  if (!/^[a-z0-9.+-]{1,64}\/[a-z0-9.+-]{1,64}(?:; ?charset=utf-8)?$/.test(contentType))
    throw new StorageError('OBJECT_CONTENT_TYPE_INVALID')
}
