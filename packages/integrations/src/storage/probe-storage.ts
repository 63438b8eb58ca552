import { randomUUID } from 'node:crypto'
import type { ObjectStorage } from './object-storage.ts'
import { StorageError } from './storage-error.ts'

/** Writes, reads back, lists and deletes an object of its own. @throws what the storage throws, or OBJECT_DAMAGED */
export async function probeStorage(storage: Omit<ObjectStorage, 'check'>): Promise<void> {
  const key = `check/${randomUUID()}/probe`
  const probe = new TextEncoder().encode(key)
  try {
    await storage.put(key, probe, 'text/plain')
    const found = await storage.get(key)
    if (found === null || !Buffer.from(found.bytes).equals(probe))
      throw new StorageError('OBJECT_DAMAGED')
    const { objects } = await storage.list(key, { limit: 1 })
    if (objects[0]?.key !== key) throw new StorageError('STORAGE_FAILED', 'list misses objects')
  } finally {
    await storage.delete(key)
  }
}
