import type { Loop, StartLoop } from '../loops/start-loop.ts'
import type { WorkerCaller } from '../worker-caller.ts'

const areas = ['images', 'uploads'] as const
/** Objects looked at per round. */
const pageSize = 1_000
/** Rounds between two walks through the storage. */
const restRounds = 30

/** The rounds that keep storage and tables in step. */
export function pictureLoops(
  { tasks }: Pick<WorkerCaller, 'tasks'>,
  loop: StartLoop,
): Record<'images' | 'uploads' | 'orphans', Loop> {
  return {
    images: loop('images', 60_000, () => tasks.removeDeleted({ limit: 100 })),
    uploads: loop('uploads', 60_000, () => tasks.expirePictures({ limit: 100 })),
    orphans: loop('orphans', 60_000, orphanRound(tasks)),
  }
}

/**
 * Walks the storage page by page, a page a round, and rests when it is through. Where it is, only this process knows: a
 * new one begins anew, and several do no harm.
 */
export function orphanRound(
  tasks: Pick<WorkerCaller['tasks'], 'collectOrphans'>,
): () => Promise<{ more: boolean }> {
  let area = 0
  let cursor: string | null = null
  let rest = 0
  return async () => {
    if (rest > 0) {
      rest -= 1
      return { more: false }
    }
    try {
      const asked = { area: areas[area] ?? 'images', cursor, limit: pageSize }
      cursor = (await tasks.collectOrphans(asked)).cursor
    } catch (error) {
      // A place in a list does not last for ever.
      cursor = null
      throw error
    }
    if (cursor === null) {
      area = (area + 1) % areas.length
      if (area === 0) rest = restRounds
    }
    return { more: false }
  }
}
