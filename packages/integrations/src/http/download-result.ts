import { userAgent } from './user-agent.ts'
import http from 'node:http'
import https from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ImageFormat, imageFormat } from '../image/image-format.ts'
import { exchange, maxAnswerBytes } from './exchange.ts'
import type { HttpOutcome, LostReason } from './http-outcome.ts'
import { publicLookup } from './public-lookup.ts'
import { timeLeft } from './time-left.ts'
import { allowedAddresses, vendorAddress } from './vendor-address.ts'

const defaultTries = 3
const pauseMs = 500

/**
 * What became of a result that a vendor keeps at an address of its own. By then it is made and mostly billed:
 * - `bytes`: a whole picture
 * - `unreadable`: a definite answer, and never a picture; also an address that we do not call
 * - `too-large`: more bytes than any picture may have
 * - `gone`: the vendor does not keep it, or not for us
 * - `unknown`: no readable answer yet; asking again is free
 */
export type ResultDownload =
  | { kind: 'bytes'; bytes: Uint8Array; format: ImageFormat }
  | { kind: 'unreadable'; detail: string }
  | { kind: 'too-large' }
  | { kind: 'gone' }
  | { kind: 'unknown'; reason: LostReason }

export type DownloadResult = (
  address: unknown,
  options: { timeoutMs: number; signal?: AbortSignal | undefined; maxBytes?: number },
) => Promise<ResultDownload>

/**
 * Fetches results from addresses that a vendor gave, with nothing of ours in the request: no key, no cookie, no referrer.
 * https on the vendor's hosts only (beside a simulator: exactly its origin), names that resolve to public addresses only, no
 * redirects, one deadline, 25,000,000 bytes after decompression, and the bytes decide what it is. A lost answer is asked for again.
 * @param options.baseAddress the adapter's own address, on `options.apiHosts` or loopback
 * @param options.hosts where the vendor keeps results: names, or suffixes with a leading dot
 * @throws TypeError for any other base address
 */
export function createResultDownload(options: {
  baseAddress: string
  apiHosts: readonly string[]
  hosts: readonly string[]
}): DownloadResult {
  const { simulatorOrigin } = allowedAddresses(options.baseAddress, options.apiHosts)
  const allowed = { hosts: simulatorOrigin === null ? options.hosts : [], simulatorOrigin }
  return async (address, { timeoutMs, signal, maxBytes = maxAnswerBytes }) => {
    const url = vendorAddress(address, allowed)
    if (url === null) return { kind: 'unreadable', detail: 'result address: not allowed' }
    const left = timeLeft(timeoutMs)
    for (let tried = 1; ; tried += 1) {
      const outcome = await fetchOnce(url, { timeoutMs: left(), signal, maxBytes })
      const download = readDownload(outcome)
      const ended = download.kind !== 'unknown' || tried === defaultTries
      if (ended || signal?.aborted === true || left() <= pauseMs) return download
      await sleep(pauseMs)
    }
  }
}

type Bounds = { timeoutMs: number; signal: AbortSignal | undefined; maxBytes: number }

async function fetchOnce(url: URL, bounds: Bounds): Promise<HttpOutcome> {
  if (bounds.signal?.aborted === true) return { kind: 'not-sent' }
  const headers = {
    accept: 'image/*',
    'accept-encoding': 'identity',
    'user-agent': userAgent,
  }
  const common = { method: 'GET', headers, maxHeaderSize: 16_384 }
  // The simulator is on loopback, which no other address may be.
  if (url.protocol === 'http:')
    return exchange(bounds, false, () =>
      http.request(url, { ...common, agent: new http.Agent({ keepAlive: false }) }),
    )
  const agent = new https.Agent({ keepAlive: false, rejectUnauthorized: true })
  return exchange(bounds, true, () =>
    https.request(url, { ...common, agent, lookup: publicLookup() }),
  )
}

function readDownload(outcome: HttpOutcome): ResultDownload {
  if (outcome.kind === 'not-sent') return { kind: 'unknown', reason: 'connection-lost' }
  if (outcome.kind === 'no-answer') return { kind: 'unknown', reason: outcome.reason }
  const { status } = outcome
  if (status === 403 || status === 404 || status === 410) return { kind: 'gone' }
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { kind: 'unknown', reason: 'unreadable-answer' }
  if (status !== 200) return { kind: 'unreadable', detail: `result: status ${status}` }
  if (outcome.kind === 'broken-answer') {
    // Over the cap or a broken compression stays so; a lost connection may not.
    if (outcome.reason === 'too-large') return { kind: 'too-large' }
    if (outcome.reason === 'unreadable-answer')
      return { kind: 'unreadable', detail: 'result: broken compression' }
    return { kind: 'unknown', reason: outcome.reason }
  }
  const format = imageFormat(outcome.body)
  if (format === null) return { kind: 'unreadable', detail: 'result: not a whole image' }
  return { kind: 'bytes', bytes: outcome.body, format }
}
