export type StorageErrorCode =
  | 'OBJECT_KEY_INVALID'
  | 'OBJECT_TOO_LARGE'
  | 'OBJECT_CONTENT_TYPE_INVALID'
  | 'OBJECT_DAMAGED'
  /** The storage knows us not, or forbids it. */
  | 'STORAGE_REFUSED'
  | 'STORAGE_BUCKET_MISSING'
  /** It could not be reached, was too slow, or asked for patience, in every try. */
  | 'STORAGE_UNAVAILABLE'
  | 'STORAGE_FAILED'

/** Recognised by its `code`, never by its class. */
export class StorageError extends Error {
  override name = 'StorageError'
  readonly code: StorageErrorCode
  constructor(code: StorageErrorCode, detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`)
    this.code = code
  }
}
