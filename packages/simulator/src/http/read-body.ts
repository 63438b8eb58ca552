import type { IncomingMessage } from 'node:http'

/** What is read and thrown away beyond the limit, so that the sender hears the refusal instead of a reset. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024

/** Reads a body of at most `maxBytes`; null when it is larger. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_DISCARDED_BYTES) break
    if (size > maxBytes) chunks.length = 0
    else chunks.push(chunk)
  }
  return size > maxBytes ? null : Buffer.concat(chunks)
}
