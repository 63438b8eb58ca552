import { createDiskStorage } from './disk/create-disk-storage.ts'
import type { ObjectStorage } from './object-storage.ts'
import { createS3Storage, type S3Settings } from './s3/create-s3-storage.ts'

export type StorageSettings = { kind: 'disk'; root: string } | ({ kind: 's3' } & S3Settings)

/** The storage that the settings name. */
export function createStorage(settings: StorageSettings): ObjectStorage {
  return settings.kind === 'disk' ? createDiskStorage(settings) : createS3Storage(settings)
}
