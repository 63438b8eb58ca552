/** An object as it was put. */
export type StoredObject = { bytes: Uint8Array; contentType: string }

export type ListedObject = { key: string; modifiedAt: Date }
export type ObjectPage = {
  objects: ListedObject[]
  /** Where to go on; null at the end. */
  cursor: string | null
}

/**
 * The port to object storage. Keys follow `isObjectKey`; a put replaces; a get never sees half of an object.
 * Methods throw an Error with a `code` (`StorageErrorCode`), or the file system's own.
 */
export interface ObjectStorage {
  /** Resolves only when the object would survive a power cut and a following get returns it. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>
  /** @returns null when there is no such object */
  get(key: string): Promise<StoredObject | null>
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>
  /**
   * Objects whose keys begin like this, in no promised order; all pages together hold each once that was there from the
   * first page to the last. A prefix that goes beyond the second `/` of a key is found at once; a shorter one may walk
   * the whole storage.
   */
  list(prefix: string, page: { cursor?: string; limit: number }): Promise<ObjectPage>
  /** Throws when the storage cannot write, read back and delete right now. */
  check(): Promise<void>
}
