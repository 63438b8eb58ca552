import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { isPermanent } from './is-permanent.ts'

export type Collector<Item> = {
  /** Resolves when the item was taken, or refused for good. */
  add(item: Item): Promise<void>
}

type Waiting<Item> = { item: Item; done: () => void }

/** Results that come within this time travel together: one round trip for many settlements. */
const gatherMs = 3
const maxItems = 50
const longestPauseMs = 5_000

/**
 * Gathers results and hands them on in batches of up to 50, one batch at a time. A batch that fails is
 * offered again until it is taken: every report may be repeated. One that is refused for its content
 * is halved until the bad item stands alone, so that it holds up nobody else's.
 */
export function collect<Item>(
  name: string,
  take: (items: Item[]) => Promise<void>,
  log: Logger,
): Collector<Item> {
  let waiting: Waiting<Item>[] = []
  let running = false

  const offer = async (batch: Waiting<Item>[]): Promise<void> => {
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await take(batch.map(({ item }) => item))
        return batch.forEach(({ done }) => done())
      } catch (error) {
        if (isPermanent(error)) return refuse(batch, error)
        log.error({ err: error, collector: name, items: batch.length }, 'report failed, repeating')
        await sleep(pauseMs)
      }
    }
  }
  const refuse = async (batch: Waiting<Item>[], error: unknown): Promise<void> => {
    if (batch.length === 1) {
      log.error({ err: error, collector: name }, 'report refused; the sweep resolves its attempt')
      return batch.forEach(({ done }) => done())
    }
    const half = Math.ceil(batch.length / 2)
    await offer(batch.slice(0, half))
    await offer(batch.slice(half))
  }
  const run = async () => {
    running = true
    while (waiting.length > 0) {
      if (waiting.length < maxItems) await sleep(gatherMs)
      const batch = waiting.slice(0, maxItems)
      waiting = waiting.slice(maxItems)
      await offer(batch)
    }
    running = false
  }
  return {
    add: (item) =>
      new Promise((done) => {
        waiting.push({ item, done })
        if (!running) void run()
      }),
  }
}
