import { setTimeout as sleep } from 'node:timers/promises'
import type { DataFolderLock, Holder } from './data-folder-lock.ts'
import { isRunning } from './process-identity.ts'
import {
  killGroup,
  spawnChild,
  type Child,
  type ChildEnd,
  type ChildOptions,
} from './spawn-child.ts'

export type Crew = {
  /**
   * Starts a child; throws once the crew is stopping, so that nobody joins after the last one left.
   * `ends`: it ends by itself when its work is done, and nobody has to worry.
   */
  start(options: ChildOptions, ends?: 'by-itself'): Child
  /** Resolves when a child ends that nobody asked to stop. */
  death: Promise<ChildEnd>
  /** The one that was added last stops first. */
  stopAll(hurry: AbortSignal): Promise<void>
}

// A worker gives its running calls back before it ends; upstream calls may take long.
const GRACE_MS = 15_000

/** The children of this supervisor, written down so that the next one can find them if we are killed. */
export function createCrew(lock: Pick<DataFolderLock, 'record'>): Crew {
  const children: Child[] = []
  const { promise: death, resolve } = Promise.withResolvers<ChildEnd>()
  let stopping = false
  const write = () =>
    lock.record({ children: children.map(({ name, identity }) => ({ name, ...identity })) })
  return {
    death,
    start(options, ends) {
      if (stopping)
        throw new Error(`The ${options.name} is not started any more: everything stops.`)
      const child = spawnChild(options)
      children.push(child)
      write()
      void child.ended.then((end) => {
        if (ends === undefined && !stopping) resolve(end)
      })
      return child
    },
    async stopAll(hurry) {
      stopping = true
      for (let child = children.pop(); child !== undefined; child = children.pop()) {
        await child.stop(GRACE_MS, hurry)
        write()
      }
    },
  }
}

const ORPHANS_WITHIN_MS = 10_000

/** Ends what a killed supervisor left behind; they were told to stop when it died. */
export async function clearOrphans(orphans: Holder['children']): Promise<void> {
  const deadline = performance.now() + ORPHANS_WITHIN_MS
  while (orphans.some(isRunning) && performance.now() < deadline) await sleep(50)
  for (const orphan of orphans.filter(isRunning)) killGroup(orphan.pid)
  while (orphans.some(isRunning)) await sleep(20)
}
