import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Handler } from '../http/router.ts'
import { sendJson } from '../http/send.ts'
import type { World } from '../world.ts'
import type { Account } from './accounts.ts'
import { answerFault, answerImage } from './answer.ts'
import type { Picture } from './answer.ts'
import { authorize } from './authorize.ts'
import { sendV2Error } from './errors.ts'
import type { V2ErrorName } from './errors.ts'

const KEPT_MS = 24 * 60 * 60_000
const KEPT = 500
const DEFAULT_SLOW_MS = 20_000

type Result = {
  account: Account
  until: number
  /** Null while it is at work; a name where it came to nothing. */
  picture: Picture | V2ErrorName | null
}

export type Results = {
  /** Names a job, and keeps what it comes to for 24 hours. */
  begin(account: Account, work: () => Promise<Picture | V2ErrorName>): string
  find(id: string, account: Account): Result | null
}

export function createResults(now: () => number): Results {
  const kept = new Map<string, Result>()
  return {
    begin(account, work) {
      const id = randomBytes(32).toString('hex')
      const result: Result = { account, until: now() + KEPT_MS, picture: null }
      kept.set(id, result)
      const [oldest] = kept.keys()
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
      work().then(
        (picture) => (result.picture = picture),
        () => (result.picture = 'internal_error'),
      )
      return id
    },
    find(id, account) {
      const result = kept.get(id)
      return result !== undefined && result.account === account && result.until > now()
        ? result
        : null
    },
  }
}

/** `GET /v2beta/results/{id}`: 202 while it is at work, then the picture for 24 hours, with the key of the same account. */
export function results(world: World, kept: Results): Handler {
  return async (exchange) => {
    const { request, response, params } = exchange
    const requestId = randomBytes(16).toString('hex')
    const refuse = (error: V2ErrorName) => void sendV2Error(response, requestId, error)
    const caller = authorize(world, request)
    if (caller.kind !== 'caller') return refuse('unauthorized')
    const scenario = world.scenarios.take({ key: caller.key, kind: 'poll' })
    if (scenario?.fault === 'slow') await sleep(scenario.delayMs ?? DEFAULT_SLOW_MS)
    if (scenario?.fault === 'unauthorized') return refuse('unauthorized')
    if (scenario?.fault === 'server-error') return refuse('internal_error')
    if (scenario?.fault === 'rate-limited' || !world.rateLimit.allow(caller.key))
      return refuse('rate_limit_exceeded')
    if (scenario?.fault === 'hang') return
    if (scenario?.fault === 'drop-before-reading') return void request.socket.destroy()
    const id = params[0] ?? ''
    const found = scenario?.fault === 'job-lost' ? null : kept.find(id, caller.account)
    if (found === null) return refuse('generation_not_found')
    const { picture } = found
    if (picture === null || scenario?.fault === 'job-stuck')
      return sendJson(response, 202, { id, status: 'in-progress' }, { 'x-request-id': requestId })
    if (typeof picture === 'string') return refuse(picture)
    if (scenario) return answerFault(exchange, scenario.fault, picture)
    answerImage(exchange, picture)
  }
}
