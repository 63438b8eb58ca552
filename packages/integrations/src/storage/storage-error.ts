export type StorageErrorCode =
  | 'OBJECT_KEY_INVALID'
  | 'OBJECT_TOO_LARGE'
  | 'OBJECT_CONTENT_TYPE_INVALID'
  | 'OBJECT_DAMAGED'

/** Recognised by its `code`, never by its class. */
export class StorageError extends Error {
  override name = 'StorageError'
  readonly code: StorageErrorCode
  constructor(code: StorageErrorCode) {
    super(code)
    this.code = code
  }
}
