import type { Logger } from 'pino'
import type { LoopWatch } from './watch-loops.ts'

export type Loop = {
  /** Runs again now, or right after the round under way. */
  wake(): void
  /** Resolves when the round under way has ended; none begins after. */
  stop(): Promise<void>
}

export type LoopOptions = {
  name: string
  /** One round; answers whether there is more to do at once. */
  round: () => Promise<{ more: boolean }>
  /** Pause when there is nothing more; a wake-up ends it. */
  everyMs: number
  log: Logger
  watch?: LoopWatch
}

/** Starts a loop of this worker; a round says whether there is more to do at once. */
export type StartLoop = (name: string, everyMs: number, round: LoopOptions['round']) => Loop

const longestPauseMs = 30_000

/** Runs rounds one after the other for ever. A round that fails is logged and tried again after a growing pause. */
export function startLoop({ name, round, everyMs, log, watch }: LoopOptions): Loop {
  let stopped = false
  let woken = false
  let endPause = (): void => {}
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      if (woken || stopped) return resolve()
      const timer = setTimeout(resolve, ms)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    let failures = 0
    while (!stopped) {
      woken = false
      const ended = watch?.began(name)
      try {
        const { more } = await round()
        ended?.()
        failures = 0
        if (!more) await pause(everyMs)
      } catch (error) {
        ended?.()
        failures += 1
        log.error({ err: error, loop: name, failures }, 'round failed')
        woken = false
        await pause(Math.min(everyMs * 2 ** failures, longestPauseMs))
      }
    }
  }
  const ended = run()
  return {
    wake() {
      woken = true
      endPause()
    },
    async stop() {
      stopped = true
      endPause()
      await ended
    },
  }
}
