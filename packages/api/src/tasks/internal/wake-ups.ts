import { setTimeout as sleep } from 'node:timers/promises'
import type { Wake, WakeChannel } from '../../deps.ts'

export type WakeUpOptions = {
  /** Wakes by itself after this long: a notification may be lost. */
  fallbackMs: number
  /** Wake-ups closer together than this count as one. */
  gapMs: number
  signal: AbortSignal | undefined
}

export type WakeUps = {
  /** Resolves at the next wake-up since the last call returned: true, or false once the signal aborts. */
  next(): Promise<boolean>
  close(): void
}

/** Listens from now on; nothing that happens between two calls of `next` is lost. Close it in `finally`. */
export function listenForWakeUps(
  wake: Wake,
  channel: WakeChannel,
  { fallbackMs, gapMs, signal }: WakeUpOptions,
): WakeUps {
  let ring = Promise.withResolvers<void>()
  let wokeAt = -Infinity
  const stop = wake.on(channel, () => ring.resolve())
  const pause = async (ms: number, until: Promise<void>): Promise<void> => {
    const timer = new AbortController()
    const over = sleep(ms, undefined, { signal: timer.signal }).catch(() => undefined)
    await Promise.race([until, over])
    timer.abort()
  }
  const aborted = Promise.withResolvers<void>()
  const abort = (): void => aborted.resolve()
  signal?.addEventListener('abort', abort)
  const isAborted = (): boolean => signal?.aborted ?? false
  return {
    async next() {
      const gapLeft = wokeAt + gapMs - performance.now()
      if (gapLeft > 0 && !isAborted()) await pause(gapLeft, aborted.promise)
      if (!isAborted()) await pause(fallbackMs, Promise.race([ring.promise, aborted.promise]))
      // Armed before the caller reads: what happens from now on rings again.
      ring = Promise.withResolvers<void>()
      wokeAt = performance.now()
      return !isAborted()
    },
    close() {
      stop()
      signal?.removeEventListener('abort', abort)
    },
  }
}
