/** An object as it was put. */
export type StoredObject = { bytes: Uint8Array; contentType: string }

/**
 * The port to object storage. Keys follow `isObjectKey`; a put replaces; a get never sees half of an object.
 * Methods throw an Error with a `code`: `OBJECT_KEY_INVALID`, `OBJECT_TOO_LARGE`, `OBJECT_CONTENT_TYPE_INVALID`,
 * `OBJECT_DAMAGED`, or the file system's own.
 */
export interface ObjectStorage {
  /** Resolves only when the object would survive a power cut and a following get returns it. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>
  /** @returns null when there is no such object */
  get(key: string): Promise<StoredObject | null>
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>
  /** Throws when the storage cannot write, read back and delete right now. */
  check(): Promise<void>
}
