import { randomFillSync } from 'node:crypto'

let lastMs = 0
let sequence = 0

/**
 * A UUID that sorts by time (RFC 9562 version 7), so that lists can be paged by id. Within a
 * millisecond a counter in rand_a keeps the order in which this process made them.
 */
export function uuidV7(nowMs: number = Date.now()): string {
  const ms = Math.max(nowMs, lastMs)
  sequence = ms === lastMs ? sequence + 1 : 0
  // A full counter borrows the next millisecond.
  const carried = sequence > 0xfff
  lastMs = carried ? ms + 1 : ms
  if (carried) sequence = 0

  const bytes = randomFillSync(Buffer.alloc(16))
  bytes.writeUIntBE(lastMs, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
