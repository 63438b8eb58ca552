import type { Loop, StartLoop } from '../loops/start-loop.ts'
import { createLoopLag } from '../loops/loop-lag.ts'
import { createAdaptiveLimit } from './adaptive-limit.ts'
import { askUnknowns } from './ask-unknowns.ts'
import { createDispatcher, type DispatcherOptions } from './create-dispatcher.ts'

export type QueueLoops = {
  loops: Record<
    'claim' | 'resume' | 'unknowns' | 'reconcile' | 'limit' | 'snapshots' | 'sweep',
    Loop
  >
  inFlight(): number
  /** Stops the loops and drains what is under way; leases are kept alive meanwhile. */
  stop(withinMs: number): Promise<void>
}

/** The rounds that carry tasks: claiming, leases, lost jobs, unknown outcomes, and how much at once. */
export function queueLoops(
  options: Omit<DispatcherOptions, 'limit' | 'onFree'> & { most: number },
  loop: StartLoop,
): QueueLoops {
  const { caller, most } = options
  const limit = createAdaptiveLimit(most)
  const lag = createLoopLag()
  const dispatcher = createDispatcher({ ...options, limit, onFree: () => loops.claim.wake() })
  const once = async (work: Promise<unknown>) => (await work, { more: false })
  const heartbeat = loop('heartbeat', 10_000, () => once(dispatcher.heartbeat()))
  const loops: QueueLoops['loops'] = {
    claim: loop('claim', 1_000, () => dispatcher.round()),
    resume: loop('resume', 5_000, () => dispatcher.resume()),
    unknowns: loop('unknowns', 15_000, () => askUnknowns(options)),
    reconcile: loop('reconcile', 30_000, () => once(caller.tasks.reconcile())),
    snapshots: loop('snapshots', 30_000, () => once(caller.tasks.watchSnapshots())),
    sweep: loop('sweep', 5_000, () => once(caller.tasks.sweep())),
    limit: loop('limit', 1_000, async () => {
      limit.tick(dispatcher.inFlight(), lag.read())
      return { more: false }
    }),
  }
  return {
    loops,
    inFlight: () => dispatcher.inFlight(),
    async stop(withinMs) {
      const stopped = Promise.all(Object.values(loops).map((one) => one.stop()))
      await dispatcher.drain(withinMs)
      await Promise.all([stopped, heartbeat.stop()])
      lag.stop()
    },
  }
}
