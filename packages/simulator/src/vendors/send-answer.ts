import { Buffer } from 'node:buffer'
import type { Exchange } from '../http/router.ts'
import type { Fault } from '../scenario.ts'
import type { Answer } from './vendor.ts'

/** Sends an answer, or does to it what the planned fault says; faults about its content have been dealt with before. */
export async function sendAnswer(
  exchange: Exchange,
  answer: Answer,
  fault: Fault | undefined,
): Promise<void> {
  const { request, response } = exchange
  const { status, headers, bytes } = written(answer)
  switch (fault) {
    case 'hang':
    case 'hang-after-billing':
      return
    case 'drop-before-reading':
    case 'drop-after-billing':
      request.socket.destroy()
      return
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<!doctype html><title>Please stand by</title><h1>502 from a proxy</h1>')
      return
    case 'truncated':
      response.writeHead(status, headers)
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () =>
        request.socket.destroy(),
      )
      return
    case 'endless':
      return endless(exchange, status, headers, bytes)
    case 'wrong-content-type':
      response.writeHead(status, { ...headers, 'content-type': 'text/plain' })
      response.end(bytes)
      return
    default:
      response.writeHead(status, headers)
      response.end(bytes)
  }
}

function written({ status, body, headers = {} }: Answer) {
  const bytes =
    body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(JSON.stringify(body ?? null))
  return {
    status,
    bytes,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'content-length': String(bytes.length),
      ...headers,
    },
  }
}

/** Repeats the body for as long as somebody listens. */
async function endless(
  { response }: Exchange,
  status: number,
  { 'content-length': _length, ...headers }: Record<string, string>,
  bytes: Uint8Array,
): Promise<void> {
  response.writeHead(status, headers)
  const gone = new Promise<void>((resolve) => response.once('close', resolve))
  while (!response.destroyed && !response.closed) {
    if (!response.write(bytes))
      await Promise.race([gone, new Promise<void>((resolve) => response.once('drain', resolve))])
  }
}
