import type { KeyRing } from '@aetherflow/crypto/key-ring'
import type { ClaimedCall } from '@aetherflow/api/tasks/worker-schemas'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import type { ObjectStorage } from '@aetherflow/integrations/storage/object-storage'
import type { Logger } from 'pino'
import { executeAttempt } from '../attempt/execute-attempt.ts'
import { openEnvelope } from '../attempt/open-envelope.ts'
import type { PrepareImage } from '../image/prepared-image.ts'
import type { WorkerCaller } from '../worker-caller.ts'
import type { Reporter } from './report-results.ts'

export type DispatcherOptions = {
  caller: WorkerCaller
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
  /** Claims nothing more, hands undispatched claims back, and waits for the calls under way. */
  drain(withinMs: number): Promise<void>
}

const maxClaim = 100

/** Claims tasks and carries each through one attempt, never more at once than `maxInFlight`. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { caller, reporter, maxInFlight, onFree, log } = options
  const calls = new Map<string, { call: ClaimedCall; done: Promise<void>; dispatched: boolean }>()
  let draining = false

  const dispatch = async (call: ClaimedCall): Promise<boolean> => {
    if (draining) return false
    const answer = await caller.tasks.dispatching({ attemptId: call.attemptId, fence: call.fence })
    const started = calls.get(call.attemptId)
    if (answer.ok && started !== undefined) started.dispatched = true
    return answer.ok
  }
  const start = (call: ClaimedCall) => {
    const done = attempt(options, call, () => dispatch(call))
      .then((result) => reporter.report(call, result))
      .catch((error: unknown) => {
        log.error({ err: error, attemptId: call.attemptId }, 'attempt broke off; the sweep resolves it')
      })
      .finally(() => {
        calls.delete(call.attemptId)
        onFree()
      })
    calls.set(call.attemptId, { call, done, dispatched: false })
  }
  return {
    async round() {
      const room = Math.min(maxInFlight - calls.size, maxClaim)
      if (draining || room <= 0) return { more: false }
      const claimed = await caller.tasks.claim({ limit: room })
      claimed.calls.forEach(start)
      return { more: claimed.full && calls.size < maxInFlight }
    },
    async heartbeat() {
      const claims = [...calls.values()].map(({ call: { attemptId, fence } }) => ({ attemptId, fence }))
      const { held } = await caller.tasks.heartbeat({ claims })
      const lost = claims.length - held.length
      if (lost > 0) log.debug({ lost }, 'attempts ended or lost between heartbeats')
    },
    inFlight: () => calls.size,
    async drain(withinMs) {
      draining = true
      const claims = [...calls.values()].filter(({ dispatched }) => !dispatched).map(({ call: { attemptId, fence } }) => ({ attemptId, fence }))
      if (claims.length > 0) await caller.tasks.handBack({ claims })
      const all = Promise.all([...calls.values()].map(({ done }) => done))
      await Promise.race([all, new Promise((resolve) => setTimeout(resolve, withinMs).unref())])
    },
  }
}

async function attempt(options: DispatcherOptions, call: ClaimedCall, dispatch: () => Promise<boolean>) {
  const upstream = options.upstreams.get(call.upstream)
  if (upstream === undefined) {
    return { kind: 'failed', code: 'WORKER_ERROR', retryAfterMs: null, requestId: null, latencyMs: null } as const
  }
  const { prepare, storage, ring } = options
  return executeAttempt({ upstream, prepare, storage, dispatch, openKey: () => openEnvelope(ring, call.envelope) }, call)
}
