import { randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { ObjectStorage } from '../object-storage.ts'
import { StorageError } from '../storage-error.ts'
import { decodeEnvelope, encodeEnvelope } from './object-envelope.ts'
import { objectPath } from './object-path.ts'
import { removeStaleTemps } from './remove-stale-temps.ts'
import { writeFileAtomically } from './write-file-atomically.ts'

/** Twice and more the largest image that an upstream may answer (25 MB). */
const maxObjectBytes = 64 * 1024 * 1024

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
      if (bytes.byteLength > maxObjectBytes) throw new StorageError('OBJECT_TOO_LARGE')
      if (!/^[a-z0-9.+-]{1,64}\/[a-z0-9.+-]{1,64}(?:; ?charset=utf-8)?$/.test(contentType))
        throw new StorageError('OBJECT_CONTENT_TYPE_INVALID')
      await mkdir(tempFolder, { recursive: true })
      await writeFileAtomically(file, encodeEnvelope(key, { bytes, contentType }), tempFolder)
    },
    get: async (key) => {
      const file = await readWhole(objectPath(root, key).file)
      return file === null ? null : decodeEnvelope(key, file)
    },
    delete: async (key) => rm(objectPath(root, key).file, { force: true }),
    check: async () => {
      const key = `check/${randomUUID()}`
      const probe = new TextEncoder().encode(key)
      try {
        await storage.put(key, probe, 'text/plain')
        const found = await storage.get(key)
        if (found === null || !Buffer.from(found.bytes).equals(probe))
          throw new StorageError('OBJECT_DAMAGED')
      } finally {
        await storage.delete(key)
      }
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
