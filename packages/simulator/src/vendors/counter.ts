import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { maskKey } from '../bill.ts'
import type { Exchange } from '../http/router.ts'
import type { Fault, Scenario } from '../scenario.ts'
import type { Account } from '../stability/accounts.ts'
import type { World } from '../world.ts'
import type { Files } from './files.ts'
import type { Jobs } from './jobs.ts'
import { keyOf } from './read-request.ts'
import { sendAnswer } from './send-answer.ts'
import type { RateLimit } from './token-bucket.ts'
import type { Refusal, Vendor } from './vendor.ts'
import type { Taken } from './vendor-desk.ts'

const DEFAULT_SLOW_MS = 20_000

/** What one vendor's desk works with. */
export type Parts = {
  world: World
  vendor: Vendor
  jobs: Jobs
  files: Files
  rateLimit: RateLimit
}
export type Caller = { key: string; account: Account }
export type Line = {
  status: number
  model?: string
  billed?: number
  correlationId?: string | null
}

/** Planned faults that are a definite no, in the words that every vendor has. */
export const REFUSALS: Partial<Record<Fault, Refusal>> = {
  unauthorized: 'unauthorized',
  drained: 'drained',
  moderated: 'moderated',
  'public-figure': 'moderated',
  'invalid-language': 'bad-request',
  'rate-limited': 'rate-limited',
  'server-error': 'server-error',
  'job-lost': 'not-found',
}

export function newRequestId(): string {
  return randomBytes(16).toString('hex')
}

/** Who calls; null for a key that is missing, unknown or revoked. */
export function callerOf({ world, vendor }: Parts, { request }: Exchange): Caller | null {
  const key = keyOf(vendor, request)
  const found = key === null ? null : world.accountsOf(vendor.id).find(key)
  return key !== null && found?.kind === 'known' ? { key, account: found.account } : null
}

/** Says no in the vendor's own shape; returns the status. */
export function refuse(
  { vendor }: Parts,
  exchange: Exchange,
  refusal: Refusal,
  about: { requestId: string; detail: string },
): number {
  const answer = vendor.refuse(refusal, about)
  // The sender of an unread body hears the refusal only on a line that closes.
  if (refusal === 'too-large') exchange.response.setHeader('connection', 'close')
  void sendAnswer(exchange, answer, undefined)
  return answer.status
}

/** Writes a line on the vendor's bill. */
export function note(
  { world, vendor }: Parts,
  of: { exchange: Exchange; requestId: string; key?: string; account?: Account },
  { status, model = '', billed = 0, correlationId = null }: Line,
): void {
  world.bill.add({
    vendor: vendor.id,
    key: maskKey(of.key ?? ''),
    account: of.account?.id ?? null,
    endpoint: of.exchange.url.pathname,
    model,
    credits: billed,
    correlationId,
    requestId: of.requestId,
    outcome: billed > 0 ? 'billed' : 'free',
    status,
  })
}

/** The checks of a call that costs nothing; null when it has been refused, else the fault left for the answer's bytes. */
export async function takeFreeCall(
  parts: Parts,
  exchange: Exchange,
  kind: 'account' | 'poll',
): Promise<(Caller & { fault: Fault | undefined }) | null> {
  const no = (refusal: Refusal, detail: string) => {
    refuse(parts, exchange, refusal, { requestId: newRequestId(), detail })
    return null
  }
  const { world, vendor, rateLimit } = parts
  const caller = callerOf(parts, exchange)
  if (caller === null) return no('unauthorized', 'the key is not valid')
  const scenario = world.scenarios.take({ vendor: vendor.id, key: caller.key, kind })
  const refusal = scenario ? REFUSALS[scenario.fault] : undefined
  if (refusal) return no(refusal, `planned: ${refusal}`)
  if (scenario?.fault === 'slow') await sleep(scenario.delayMs ?? DEFAULT_SLOW_MS)
  if (!rateLimit.allow(caller.key)) return no('rate-limited', 'slow down')
  return { ...caller, fault: scenario?.fault }
}

/** How long a picture takes. */
export function lastsMs({ world, vendor }: Parts, scenario: Scenario | null): number {
  const [shortest, longest] = vendor.latencyMs
  const slowMs = scenario?.fault === 'slow' ? (scenario.delayMs ?? DEFAULT_SLOW_MS) : 0
  return Math.max(slowMs, world.latencyFactor * (shortest + Math.random() * (longest - shortest)))
}

export function pictureOf(
  { vendor }: Parts,
  { order, seed }: Pick<Taken, 'order' | 'seed'>,
  isBlurred: boolean,
) {
  const { prompt, negativePrompt, model, size, format } = order
  const named = `${vendor.id}:${model}`
  return { prompt, negativePrompt, model: named, seed, size, format, blurred: isBlurred }
}

/** What stands on the bill where the caller never saw a status. */
export function shownStatus(scenario: Scenario | null, status: number): number {
  const isLost =
    scenario?.fault === 'drop-after-billing' || scenario?.fault === 'hang-after-billing'
  return isLost ? 0 : status
}
