import type { IncomingMessage } from 'node:http'

export type PictureBody =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'too-large' }
  | { kind: 'gone' }
  | { kind: 'no-room' }

/** A picture of the largest size, over a slow line. */
const patienceMs = 120_000

/**
 * Reads a body up to a size, and no byte more: what says that it is larger is not read at all. `hold` counts what is in
 * memory and ends the reading when that is too much.
 */
export async function readPictureBody(
  request: IncomingMessage,
  maxBytes: number,
  hold: (bytes: number) => boolean,
): Promise<PictureBody> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return { kind: 'too-large' }
  const timer = setTimeout(() => request.destroy(), patienceMs)
  const chunks: Buffer[] = []
  let size = 0
  try {
    // The refusal still has to go out: reading ends, the connection does not.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(chunk)) continue
      size += chunk.byteLength
      if (size > maxBytes) return { kind: 'too-large' }
      if (!hold(chunk.byteLength)) return { kind: 'no-room' }
      chunks.push(chunk)
    }
  } catch {
    return { kind: 'gone' }
  } finally {
    clearTimeout(timer)
  }
  return { kind: 'bytes', bytes: new Uint8Array(Buffer.concat(chunks)) }
}
