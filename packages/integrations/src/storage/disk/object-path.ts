import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { assertObjectKey } from '../object-key.ts'

/**
 * Where an object lies: `objects/<first 3 hex of the key's hash>/<key with ~ for />`. 4,096 folders keep a million
 * objects at about 250 a folder; `~` is not in the key grammar, so no two keys meet, and no key is a folder of another.
 * @throws StorageError OBJECT_KEY_INVALID
 */
export function objectPath(root: string, key: string): { folder: string; file: string } {
  assertObjectKey(key)
  const shard = createHash('sha256').update(key).digest('hex').slice(0, 3)
  const folder = join(root, 'objects', shard)
  return { folder, file: join(folder, key.replaceAll('/', '~')) }
}
