import type { ClientRequest, IncomingMessage } from 'node:http'
import type { BrokenReason, HttpOutcome, LostReason } from './http-outcome.ts'
import { BodyTooLarge, readBody } from './read-body.ts'

/** Largest answer accepted, after decompression: as many bytes as a picture may have (`limits` of the pictures). */
export const maxAnswerBytes = 25_000_000
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
    let stopped: LostReason | null = null
    const stop = (reason: LostReason) => {
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
    const lost = (error?: unknown): LostReason =>
      stopped ?? (isSocketError(error) ? 'connection-lost' : 'unreadable-answer')
    const fail = (error?: unknown) =>
      finish(connected ? { kind: 'no-answer', reason: lost(error) } : { kind: 'not-sent' })

    let answered = false
    request.once('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true
      })
    })
    request.once('response', (response) => {
      answered = true
      readAnswer(response, call.maxBytes, lost).then(finish, fail)
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
  lost: (error: unknown) => LostReason,
): Promise<HttpOutcome> {
  const status = response.statusCode ?? 0
  const headers = response.headers
  try {
    return { kind: 'answer', status, headers, body: await readBody(response, maxBytes) }
  } catch (error) {
    const reason: BrokenReason = error instanceof BodyTooLarge ? 'too-large' : lost(error)
    return { kind: 'broken-answer', status, headers, reason }
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
