import { mkdir, open, rm } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { ObjectStorage } from '../object-storage.ts'
import { probeStorage } from '../probe-storage.ts'
import { assertStorable, maxObjectBytes } from '../storable.ts'
import { StorageError } from '../storage-error.ts'
import { listObjects } from './list-objects.ts'
import { decodeEnvelope, encodeEnvelope } from './object-envelope.ts'
import { formerPath, objectPath } from './object-path.ts'
import { removeStaleTemps } from './remove-stale-temps.ts'
import { writeFileAtomically } from './write-file-atomically.ts'

/**
 * Object storage in a folder: sharded, atomic, durable, each read checked against the stored hash.
 * @param options.root absolute path of a folder that belongs to Aetherflow; made when missing
 * @throws TypeError for a relative root (it would move with the working directory)
 */
export function createDiskStorage(options: { root: string }): ObjectStorage {
  const { root } = options
  if (!isAbsolute(root)) throw new TypeError('disk storage: root must be an absolute path')
  const tempFolder = join(root, 'temp')

  const storage: ObjectStorage = {
    put: async (key, bytes, contentType) => {
      const { file } = objectPath(root, key)
      assertStorable(bytes, contentType)
      await mkdir(tempFolder, { recursive: true })
      await writeFileAtomically(file, encodeEnvelope(key, { bytes, contentType }), tempFolder)
    },
    get: async (key) => {
      const file =
        (await readWhole(objectPath(root, key).file)) ?? (await readWhole(formerPath(root, key)))
      return file === null ? null : decodeEnvelope(key, file)
    },
    delete: async (key) => {
      await rm(objectPath(root, key).file, { force: true })
      await rm(formerPath(root, key), { force: true })
    },
    list: (prefix, page) => listObjects(root, prefix, page),
    check: async () => {
      await probeStorage(storage)
      await removeStaleTemps(tempFolder, Date.now())
    },
  }
  return storage
}

async function readWhole(file: string): Promise<Buffer | null> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (handle === null) return null
  try {
    const { size } = await handle.stat()
    if (size > maxObjectBytes + 4096) throw new StorageError('OBJECT_DAMAGED')
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
