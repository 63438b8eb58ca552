import type { KeyRing } from '@aetherflow/crypto/key-ring'
import type { ClaimedCall } from '@aetherflow/api/tasks/worker-schemas'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import type { ObjectStorage } from '@aetherflow/integrations/storage/object-storage'
import type { Logger } from 'pino'
import { type AttemptResult, executeAttempt } from '../attempt/execute-attempt.ts'
import { openEnvelope } from '../attempt/open-envelope.ts'
import type { PrepareImage } from '../image/prepared-image.ts'
import type { WorkerCaller } from '../worker-caller.ts'
import type { Reporter } from './report-results.ts'

export type DispatcherOptions = {
  caller: Pick<WorkerCaller, 'tasks'>
  ring: KeyRing
  upstreams: ReadonlyMap<string, ImageUpstream>
  storage: ObjectStorage
  prepare: PrepareImage
  reporter: Reporter
  maxInFlight: number
  /** Called when a place became free. */
  onFree: () => void
  log: Logger
}

export type Dispatcher = {
  /** Claims as much as there is room for and starts it. */
  round(): Promise<{ more: boolean }>
  /** Says that the claims under way are still ours. */
  heartbeat(): Promise<void>
  inFlight(): number
  /** Claims nothing more, hands undispatched claims back, and waits for the calls under way and their reports. */
  drain(withinMs: number): Promise<void>
}

const maxClaim = 100

type Underway = { call: ClaimedCall; done: Promise<void>; dispatched: boolean }

/** Claims tasks and carries each through one attempt, never more at once than `maxInFlight`. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { reporter, maxInFlight, onFree, log } = options
  const { tasks } = options.caller
  const calls = new Map<string, Underway>()
  let claiming: Promise<unknown> = Promise.resolve()
  let draining = false

  const dispatch = async ({ attemptId, fence }: ClaimedCall): Promise<boolean> => {
    if (draining) return false
    const answer = await tasks.dispatching({ attemptId, fence })
    const started = calls.get(attemptId)
    if (answer.ok && started !== undefined) started.dispatched = true
    return answer.ok
  }
  const start = (call: ClaimedCall) => {
    // The claim stays ours, and its lease alive, until its result is in the database.
    const done = attempt(options, call, () => dispatch(call))
      .then((result) => reporter.report(call, result))
      .catch((error: unknown) => {
        const { attemptId } = call
        log.error({ err: error, attemptId }, 'attempt broke off; the sweep resolves it')
      })
      .finally(() => {
        calls.delete(call.attemptId)
        onFree()
      })
    calls.set(call.attemptId, { call, done, dispatched: false })
  }
  const claim = async (limit: number) => {
    const claimed = await tasks.claim({ limit })
    if (draining) await giveBack(claimed.calls)
    else claimed.calls.forEach(start)
    return { more: claimed.full && calls.size < maxInFlight }
  }
  const giveBack = async (undispatched: ClaimedCall[]) => {
    if (undispatched.length === 0) return
    await tasks.handBack({ claims: undispatched.map(claimOf) }).catch((error: unknown) => {
      log.error(
        { err: error, claims: undispatched.length },
        'not handed back; their leases run out',
      )
    })
  }
  return {
    async round() {
      const room = Math.min(maxInFlight - calls.size, maxClaim)
      if (draining || room <= 0) return { more: false }
      const claimed = claim(room)
      claiming = claimed.catch(() => {})
      return claimed
    },
    async heartbeat() {
      const claims = [...calls.values()].map(({ call }) => claimOf(call))
      const { held } = await tasks.heartbeat({ claims })
      const lost = claims.length - held.length
      if (lost > 0) log.debug({ lost }, 'attempts ended or lost between heartbeats')
    },
    inFlight: () => calls.size,
    async drain(withinMs) {
      draining = true
      const underway = [...calls.values()]
      const idle = underway.filter(({ dispatched }) => !dispatched).map(({ call }) => call)
      const work = [claiming, giveBack(idle), ...underway.map(({ done }) => done)]
      const timeout = new Promise((resolve) => setTimeout(resolve, withinMs).unref())
      await Promise.race([Promise.all(work), timeout])
    },
  }
}

function claimOf({ attemptId, fence }: ClaimedCall) {
  return { attemptId, fence }
}

async function attempt(
  options: DispatcherOptions,
  call: ClaimedCall,
  dispatch: () => Promise<boolean>,
): Promise<AttemptResult> {
  const { upstreams, prepare, storage, ring } = options
  const upstream = upstreams.get(call.upstream)
  if (upstream === undefined) {
    const nothing = { retryAfterMs: null, requestId: null, latencyMs: null }
    return { kind: 'failed', code: 'WORKER_ERROR', ...nothing }
  }
  const openKey = () => openEnvelope(ring, call.envelope)
  return executeAttempt({ upstream, prepare, storage, dispatch, openKey }, call)
}
