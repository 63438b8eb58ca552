import type { SubmitRun, SubmittedRun } from '@aetherflow/api/tasks/schemas'
import { isDue, isStale, isUncertain, type PendingRun, retryDelayMs } from './pending-runs.ts'
import type { StoredValue } from './stored-value.ts'

/** sending: on its way. waiting: it will be sent again. stale: the person decides. */
export type PendingPhase = 'sending' | 'waiting' | 'stale'

type Options = {
  stored: StoredValue<PendingRun[]>
  /** What this page made itself, as opposed to what it found in storage. */
  own: Set<string>
  send: (input: SubmitRun) => Promise<SubmittedRun>
  codeOf: (error: unknown) => string
  now?: () => number
}

type Listener = {
  /** Resolves once the run is on the screen; only then its placeholder goes. */
  onAccepted: (run: SubmittedRun, input: SubmitRun) => Promise<void>
  onRefused: (error: unknown, input: SubmitRun) => void
  onChange: () => void
}

export type SubmissionQueue = {
  /** Sends what is due; called on a press, on loading, and now and then. */
  resume: () => void
  /** The connection is back: what waits for its next turn need not wait longer. */
  hurry: () => void
  again: (clientId: string) => void
  drop: (clientId: string) => void
  phaseOf: (run: PendingRun) => PendingPhase
  /** One at a time, the page that is open; the latest one is told. */
  listen: (listener: Listener) => () => void
}

/**
 * Sends runs until the server has answered. An answer that is lost is asked for again under the same
 * client id, which the server takes once; a refusal ends it.
 */
export function createSubmissionQueue(options: Options): SubmissionQueue {
  const { stored, own, now = Date.now } = options
  const sending = new Set<string>()
  let listener: Listener | null = null
  const tries = new Map<string, { failures: number; nextAt: number }>()

  const drop = (clientId: string) => {
    tries.delete(clientId)
    stored.update((runs) => runs.filter(({ input }) => input.clientId !== clientId))
  }

  const postpone = (clientId: string) => {
    const failures = (tries.get(clientId)?.failures ?? 0) + 1
    tries.set(clientId, { failures, nextAt: now() + retryDelayMs(failures) })
  }

  const send = async ({ input }: PendingRun) => {
    const { clientId } = input
    sending.add(clientId)
    listener?.onChange()
    try {
      const run = await options.send(input)
      await listener?.onAccepted(run, input)
      drop(clientId)
    } catch (error) {
      if (isUncertain(options.codeOf(error))) postpone(clientId)
      else {
        drop(clientId)
        listener?.onRefused(error, input)
      }
    } finally {
      sending.delete(clientId)
      listener?.onChange()
    }
  }

  const resume = () => {
    for (const run of stored.get()) {
      const { clientId } = run.input
      if (sending.has(clientId)) continue
      const nextAt = tries.get(clientId)?.nextAt ?? 0
      if (now() >= nextAt && isDue(run, own.has(clientId), now())) void send(run)
    }
  }

  return {
    resume,
    hurry() {
      for (const [clientId, { failures }] of tries) tries.set(clientId, { failures, nextAt: 0 })
      resume()
    },
    again(clientId) {
      own.add(clientId)
      tries.delete(clientId)
      resume()
    },
    drop,
    phaseOf(run) {
      const { clientId } = run.input
      if (sending.has(clientId)) return 'sending'
      if (tries.has(clientId)) return 'waiting'
      return isStale(run, own.has(clientId), now()) ? 'stale' : 'sending'
    },
    listen(next) {
      listener = next
      return () => void (listener = listener === next ? null : listener)
    },
  }
}
