const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** 32 bits of an id (FNV-1a). */
export function hashOf(id: string): number {
  let hash = FNV_OFFSET
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), FNV_PRIME)
  return hash >>> 0
}

/** A number that looks random but is always the same for these two hashes: equals share the work. */
export function spread(taskHash: number, resourceHash: number): number {
  let hash = Math.imul(taskHash ^ (taskHash >>> 15), 0x2c1b3c6d) ^ resourceHash
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
