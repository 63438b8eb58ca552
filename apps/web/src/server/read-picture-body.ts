import type { IncomingMessage } from 'node:http'

export type PictureBody =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'too-large' }
  | { kind: 'gone' }

/** A picture of the largest size, over a slow line. */
const patienceMs = 120_000

/** Reads a body up to a size, and no byte more: what says that it is larger is not read at all. */
export async function readPictureBody(
  request: IncomingMessage,
  maxBytes: number,
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
      chunks.push(chunk)
    }
  } catch {
    return { kind: 'gone' }
  } finally {
    clearTimeout(timer)
  }
  return { kind: 'bytes', bytes: new Uint8Array(Buffer.concat(chunks)) }
}
