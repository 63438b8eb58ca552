import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'

export type Collector<Item> = {
  add(item: Item): void
  /** Resolves when everything added so far was taken. */
  drain(): Promise<void>
}

/** Results that come within this time travel together: one round trip for many settlements. */
const gatherMs = 3
const maxItems = 50

/**
 * Gathers results and hands them on in batches of up to 50, one batch at a time. A batch that fails is
 * offered again, the same as it was, until it is taken: every report may be repeated.
 */
export function collect<Item>(name: string, take: (items: Item[]) => Promise<void>, log: Logger): Collector<Item> {
  let waiting: Item[] = []
  let running: Promise<void> | null = null
  const run = async () => {
    while (waiting.length > 0) {
      if (waiting.length < maxItems) await sleep(gatherMs)
      const batch = waiting.slice(0, maxItems)
      waiting = waiting.slice(maxItems)
      await untilTaken(batch)
    }
    running = null
  }
  const untilTaken = async (batch: Item[]) => {
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
      try {
        return await take(batch)
      } catch (error) {
        log.error({ err: error, collector: name, items: batch.length }, 'report failed, trying again')
        await sleep(pauseMs)
      }
    }
  }
  return {
    add(item) {
      waiting.push(item)
      running ??= run()
    },
    async drain() {
      while (running !== null) await running
    },
  }
}
