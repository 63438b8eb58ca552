import type { Exchange } from '../http/router.ts'
import type { Fault } from '../scenario.ts'

export type Picture = {
  bytes: Uint8Array
  mimeType: string
  seed: number
  finishReason: 'SUCCESS' | 'CONTENT_FILTERED'
  requestId: string
}

/** Bytes with their facts in headers, or base64 JSON with them in the body, by the caller's Accept. */
export function answerImage(
  { request, response }: Exchange,
  picture: Picture,
  change: { contentType?: string } = {},
): void {
  if ((request.headers.accept ?? '').startsWith('application/json')) {
    const { finishReason, seed } = picture
    response.writeHead(200, {
      'content-type': change.contentType ?? `application/json; type=${picture.mimeType}`,
      'x-request-id': picture.requestId,
    })
    response.end(
      JSON.stringify({
        image: Buffer.from(picture.bytes).toString('base64'),
        finish_reason: finishReason,
        seed,
      }),
    )
    return
  }
  response.writeHead(200, imageHeaders(picture, change.contentType))
  response.end(picture.bytes)
}

function imageHeaders(picture: Picture, contentType = picture.mimeType): Record<string, string> {
  return {
    'content-type': contentType,
    'content-length': String(picture.bytes.length),
    'x-request-id': picture.requestId,
    'finish-reason': picture.finishReason,
    seed: String(picture.seed),
  }
}

/** Answers badly on purpose; faults that only change the picture or its time answer as usual. */
export async function answerFault(
  exchange: Exchange,
  fault: Fault,
  picture: Picture | null,
): Promise<void> {
  const { request, response } = exchange
  if (fault === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(
      '<!doctype html><title>Please stand by</title><h1>502 from a proxy that meant well</h1>',
    )
    return
  }
  if (!picture || fault === 'hang-after-billing') return
  if (fault === 'drop-after-billing') {
    request.socket.destroy()
    return
  }
  if (fault === 'wrong-content-type')
    return answerImage(exchange, picture, { contentType: 'text/plain' })
  if (fault === 'truncated') {
    response.writeHead(200, imageHeaders(picture))
    response.write(picture.bytes.subarray(0, Math.floor(picture.bytes.length / 2)), () =>
      request.socket.destroy(),
    )
    return
  }
  if (fault === 'endless') return endless(exchange, picture)
  answerImage(exchange, picture)
}

/** Repeats the picture's bytes for as long as somebody listens. */
async function endless({ response }: Exchange, picture: Picture): Promise<void> {
  const { 'content-length': _length, ...headers } = imageHeaders(picture)
  response.writeHead(200, headers)
  const gone = new Promise<void>((resolve) => response.once('close', resolve))
  while (!response.destroyed && !response.closed) {
    if (!response.write(picture.bytes))
      await Promise.race([gone, new Promise<void>((resolve) => response.once('drain', resolve))])
  }
}

/** The 200 of an asynchronous route: the job's name, or what the planned fault makes of it. */
export async function answerJob(
  exchange: Exchange,
  { id, requestId }: { id: string; requestId: string },
  fault: Fault | undefined,
): Promise<void> {
  const { request, response } = exchange
  const body = Buffer.from(JSON.stringify({ id: fault === 'wrong-job' ? `${id}/..` : id }))
  const type = fault === 'wrong-content-type' ? 'text/plain' : 'application/json'
  const headers = { 'content-type': type, 'x-request-id': requestId }
  if (fault === 'hang-after-billing') return
  if (fault === 'drop-after-billing') return void request.socket.destroy()
  if (fault === 'truncated') {
    response.writeHead(200, { ...headers, 'content-length': String(body.length) })
    response.write(body.subarray(0, 20), () => request.socket.destroy())
    return
  }
  response.writeHead(200, headers).end(body)
}
