import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { assertObjectKey } from '../object-key.ts'

/**
 * Where an object lies: `objects/<shard>/<key with ~ for />`. 4,096 shards keep a million objects at about 250 a folder;
 * `~` is not in the key grammar, so no two keys meet, and no key is a folder of another.
 * @throws StorageError OBJECT_KEY_INVALID
 */
export function objectPath(root: string, key: string): { folder: string; file: string } {
  assertObjectKey(key)
  const folder = join(root, 'objects', shardOf(key))
  return { folder, file: join(folder, fileName(key)) }
}

/** Where an object lies in folders that were written when the whole key chose the shard. */
export function formerPath(root: string, key: string): string {
  return join(root, 'objects', hashed(key), fileName(key))
}

/** Keys that agree up to their second `/` lie in one shard, so that all of a task's can be listed. */
export function shardOf(key: string): string {
  const group = /^[^/]+\/[^/]+\//.exec(key)?.[0] ?? key
  return hashed(group)
}

/** What `fileName` came from. */
export function keyOfFile(name: string): string {
  return name.replaceAll('~', '/')
}

/** A key as one file’s name; no key has a tilde. */
export function fileName(key: string): string {
  return key.replaceAll('/', '~')
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 3)
}
