const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** A number that looks random but is always the same for these two ids (FNV-1a, then a final mix). */
export function spread(taskId: string, resourceId: string): number {
  let hash = FNV_OFFSET
  for (const char of `${taskId}/${resourceId}`) {
    hash = Math.imul(hash ^ char.charCodeAt(0), FNV_PRIME)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
