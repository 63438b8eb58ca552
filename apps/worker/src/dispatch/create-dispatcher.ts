import type { ClaimedCall, JobCall } from '@aetherflow/api/tasks/worker-schemas'
import type { KeyRing } from '@aetherflow/crypto/key-ring'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import type { ObjectStorage } from '@aetherflow/integrations/storage/object-storage'
import type { Logger } from 'pino'
import { type AttemptPorts, type AttemptResult, notSent } from '../attempt/attempt-call.ts'
import { executeAttempt } from '../attempt/execute-attempt.ts'
import { openEnvelope } from '../attempt/open-envelope.ts'
import { resumeAttempt } from '../attempt/resume-attempt.ts'
import type { PrepareImage } from '../image/prepared-image.ts'
import { type VaultWatch, watchVault } from '../vault/vault-watch.ts'
import type { WorkerCaller } from '../worker-caller.ts'
import type { AdaptiveLimit } from './adaptive-limit.ts'
import { gatherDispatches } from './gather-dispatches.ts'
import { drainCalls, type Drainer } from './drain-calls.ts'
import type { Reporter } from './report-results.ts'
import { claimOf, jobOf, type Underway } from './underway.ts'

export type DispatcherOptions = {
  caller: Pick<WorkerCaller, 'tasks'>
  ring: KeyRing
  /** Where missing vault keys are told; its own when nobody else is to know. */
  vault?: VaultWatch
  upstreams: ReadonlyMap<string, ImageUpstream>
  storage: ObjectStorage
  prepare: PrepareImage
  reporter: Reporter
  /** How many calls may be under way now. */
  limit: Pick<AdaptiveLimit, 'now' | 'note'>
  /** Called when a place became free. */
  onFree: () => void
  log: Logger
}

export type Dispatcher = {
  /** Claims as much as there is room for and starts it. */
  round(): Promise<{ more: boolean }>
  /** Takes over jobs whose worker is gone. */
  resume(): Promise<{ more: boolean }>
  /** Says that the claims under way are still ours. */
  heartbeat(): Promise<void>
  inFlight(): number
  /** Claims nothing more, returns what others can go on with, and waits for the other calls and their reports. */
  drain(withinMs: number): Promise<void>
}

const maxClaim = 100
const maxResume = 20

/** Claims tasks and carries each through one attempt, never more at once than the limit of the moment. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { reporter, limit, onFree, log, vault = watchVault(options.ring, options.log) } = options
  const { tasks } = options.caller
  const calls = new Map<string, Underway>()
  let taking: Promise<unknown> = Promise.resolve()
  let draining = false

  const start = (call: ClaimedCall, run: (underway: Underway) => Promise<AttemptResult>) => {
    const underway: Underway = { call, done: Promise.resolve(), ...jobOf(call), handed: false }
    // The claim stays ours, and its lease alive, until its result is in the database.
    underway.done = run(underway)
      .then((result) => {
        limit.note(result)
        if (result.kind === 'not-openable') return stumble(vault, drainer, call)
        return underway.handed ? undefined : reporter.report(call, result)
      })
      .catch((error: unknown) => {
        const { attemptId } = call
        log.error({ err: error, attemptId }, 'attempt broke off; the sweep resolves it')
      })
      .finally(() => {
        calls.delete(call.attemptId)
        onFree()
      })
    calls.set(call.attemptId, underway)
  }
  const drainer = drainCalls(tasks, calls, log)
  const { vaultKeyIds } = vault
  const intents = intentsOf(tasks, drainer, () => draining)
  const execute = (underway: Underway) => attempt(options, underway, intents(underway))
  const take = async <Call extends ClaimedCall>(most: number, source: Source<Call>) => {
    const room = Math.min(limit.now() - calls.size, most)
    if (draining || room <= 0 || vault.pausing()) return { more: false }
    const taken = source.take(room).then(async (answer) => {
      if (draining) await source.giveUp(answer.calls)
      else answer.calls.forEach(source.begin)
      return { more: answer.full && calls.size < limit.now() }
    })
    taking = Promise.all([taking, taken.catch(() => {})])
    return taken
  }
  return {
    round: () =>
      take(maxClaim, {
        take: (room) => tasks.claim({ limit: room, vaultKeyIds }),
        begin: (call) => start(call, execute),
        giveUp: (claimed) => drainer.handBack(claimed),
      }),
    resume: () =>
      take(maxResume, {
        take: async (room) => {
          const { calls: resumed } = await tasks.resume({ limit: room, vaultKeyIds })
          return { calls: resumed, full: resumed.length === room }
        },
        begin: (call) => start(call, (underway) => askAgain(options, underway, call)),
        giveUp: (resumed) => drainer.letGo(resumed),
      }),
    async heartbeat() {
      const claims = [...calls.values()].filter(({ handed }) => !handed)
      const { held } = await tasks.heartbeat({ claims: claims.map(({ call }) => claimOf(call)) })
      const lost = claims.length - held.length
      if (lost > 0) log.debug({ lost }, 'attempts ended or lost between heartbeats')
    },
    inFlight: () => calls.size,
    async drain(withinMs) {
      draining = true
      await drainer.drain(taking, withinMs)
    },
  }
}

/** Where calls come from, and what becomes of those that come while the worker stops. */
type Source<Call> = {
  take(room: number): Promise<{ calls: Call[]; full: boolean }>
  begin(call: Call): void
  giveUp(calls: Call[]): Promise<void>
}

type Intents = Pick<AttemptPorts, 'dispatch' | 'recordJob'>

/** What an attempt commits on its way, and what that means for its worker. */
function intentsOf(tasks: WorkerCaller['tasks'], drainer: Drainer, draining: () => boolean) {
  const dispatch = gatherDispatches(tasks)
  return (underway: Underway): Intents => ({
    async dispatch() {
      if (draining()) return false
      const ok = await dispatch(underway.call)
      if (ok) underway.stage = 'dispatched'
      return ok
    },
    async recordJob(job) {
      const { ok } = await tasks.recordJob({ ...claimOf(underway.call), job })
      if (!ok) throw new Error('the job is not ours any more')
      underway.stage = 'job'
      if (draining()) await drainer.handOver([underway])
    },
  })
}

/** No fault of the key: its task goes to another worker, or waits for one. */
function stumble(vault: VaultWatch, drainer: Drainer, call: ClaimedCall | JobCall): Promise<void> {
  vault.stumbled(call.envelope.sealed)
  return 'job' in call ? drainer.letGo([call]) : drainer.handBack([call])
}

async function attempt(
  options: DispatcherOptions,
  { call, abort }: Underway,
  intents: Intents,
): Promise<AttemptResult> {
  const { upstreams, prepare, storage, ring } = options
  const upstream = upstreams.get(call.upstream)
  if (upstream === undefined) return notSent('WORKER_ERROR')
  const openKey = () => openEnvelope(ring, call.envelope)
  const { signal } = abort
  return executeAttempt({ upstream, prepare, storage, openKey, signal, ...intents }, call)
}

async function askAgain(
  options: DispatcherOptions,
  { abort }: Underway,
  call: JobCall,
): Promise<AttemptResult> {
  const { upstreams, prepare, storage, ring } = options
  const upstream = upstreams.get(call.upstream)
  if (upstream === undefined) return { kind: 'unknown', reason: 'connection-lost', latencyMs: 0 }
  const openKey = () => openEnvelope(ring, call.envelope)
  return resumeAttempt({ upstream, prepare, storage, openKey, signal: abort.signal }, call)
}
