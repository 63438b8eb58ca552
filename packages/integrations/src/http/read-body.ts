import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** The body cannot be read as what it claims to be: a broken or unknown compression. */
class UnreadableBody extends Error {
  override name = 'UnreadableBody'
}

/** The body goes on beyond the cap. */
export class BodyTooLarge extends Error {
  override name = 'BodyTooLarge'
}

/**
 * Reads a response body whole. The cap counts bytes after decompression, so that a small
 * compressed answer cannot unfold into the memory of the process.
 * @param maxBytes most bytes to accept
 * @throws BodyTooLarge, UnreadableBody, or the socket's error when the connection breaks first
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  const body = decompressed(response)
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > maxBytes) throw new BodyTooLarge('body over the cap')
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks, sizeBytes))
}

function decompressed(response: IncomingMessage): Readable {
  const coding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (coding === 'identity') return response
  const decoder =
    coding === 'gzip'
      ? createGunzip()
      : coding === 'deflate'
        ? createInflate()
        : coding === 'br'
          ? createBrotliDecompress()
          : null
  if (decoder === null) throw new UnreadableBody('unknown content-encoding')
  // pipeline hands the socket's error on to the decoder; the reader above sees it there.
  return pipeline(response, decoder, () => {})
}
