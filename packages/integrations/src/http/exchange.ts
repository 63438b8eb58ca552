import type { ClientRequest, IncomingMessage } from 'node:http'
import type { BrokenReason, HttpOutcome } from './http-outcome.ts'
import { readBody } from './read-body.ts'

/** Largest answer accepted, after decompression: a 2304 x 960 PNG of noise is below 9 MB. */
export const maxAnswerBytes = 25 * 1024 * 1024
/** No call may take longer than this, whatever its caller asks for. */
export const maxTimeoutMs = 10 * 60_000

type Bounds = {
  body?: { bytes: Uint8Array }
  timeoutMs: number
  signal?: AbortSignal | undefined
  maxBytes: number
}

/**
 * One request from its opening to the last byte of its answer, or to whatever ended it: one total deadline, one byte cap.
 * @param open makes the request, on a socket of its own
 */
export function exchange(
  call: Bounds,
  secure: boolean,
  open: () => ClientRequest,
): Promise<HttpOutcome> {
  return new Promise((resolve) => {
    const request = open()
    let connected = false
    let stopped: BrokenReason | null = null
    const stop = (reason: BrokenReason) => {
      stopped ??= reason
      request.destroy()
    }
    const deadline = setTimeout(() => stop('timeout'), call.timeoutMs)
    const onAbort = () => stop('connection-lost')
    call.signal?.addEventListener('abort', onAbort, { once: true })
    const finish = (outcome: HttpOutcome) => {
      clearTimeout(deadline)
      call.signal?.removeEventListener('abort', onAbort)
      request.destroy()
      resolve(outcome)
    }
    const broken = (error?: unknown): BrokenReason =>
      stopped ?? (isSocketError(error) ? 'connection-lost' : 'unreadable-answer')
    const fail = (error?: unknown) =>
      finish(connected ? { kind: 'no-answer', reason: broken(error) } : { kind: 'not-sent' })

    let answered = false
    request.once('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true
      })
    })
    request.once('response', (response) => {
      answered = true
      readAnswer(response, call.maxBytes, broken).then(finish, fail)
    })
    request.on('error', (error) => {
      if (!answered) fail(error)
    })
    request.once('close', () => {
      if (!answered) fail()
    })
    request.end(call.body?.bytes)
  })
}

async function readAnswer(
  response: IncomingMessage,
  maxBytes: number,
  broken: (error: unknown) => BrokenReason,
): Promise<HttpOutcome> {
  const status = response.statusCode ?? 0
  const headers = response.headers
  try {
    return { kind: 'answer', status, headers, body: await readBody(response, maxBytes) }
  } catch (error) {
    return { kind: 'broken-answer', status, headers, reason: broken(error) }
  }
}

function isSocketError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return [
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'ENOTCONN',
    'ECONNABORTED',
    'ERR_STREAM_PREMATURE_CLOSE',
  ].includes(code)
}
