import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { assertKeyPrefix, isObjectKey } from '../object-key.ts'
import type { ListedObject, ObjectPage } from '../object-storage.ts'
import { fileName, keyOfFile, shardOf } from './object-path.ts'

/** Lists by shard and file name; the cursor is the last of them. @throws StorageError OBJECT_KEY_INVALID */
export async function listObjects(
  root: string,
  prefix: string,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<ObjectPage> {
  assertKeyPrefix(prefix)
  const objects: ListedObject[] = []
  const [fromShard = '', afterName = ''] = cursor?.split('/') ?? []
  for (const shard of await shardsOf(root, prefix)) {
    if (shard < fromShard) continue
    const folder = join(root, 'objects', shard)
    for (const name of await namesIn(folder)) {
      if (shard === fromShard && name <= afterName) continue
      const key = keyOfFile(name)
      if (!name.startsWith(fileName(prefix)) || !isObjectKey(key)) continue
      const found = await stat(join(folder, name)).catch(() => null)
      if (found === null) continue
      objects.push({ key, modifiedAt: found.mtime })
      if (objects.length === limit) return { objects, cursor: `${shard}/${name}` }
    }
  }
  return { objects, cursor: null }
}

/**
 * A prefix with two slashes names a shard. What was written before keys of one task lay together is only found by walking
 * all of them; the conversions of a picture, which are listed by its prefix, are all younger.
 */
async function shardsOf(root: string, prefix: string): Promise<string[]> {
  return /^[^/]+\/[^/]+\//.test(prefix) ? [shardOf(prefix)] : namesIn(join(root, 'objects'))
}

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.sort((a, b) => (a < b ? -1 : 1))
}
