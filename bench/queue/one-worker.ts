import { createHash } from 'node:crypto'
import type { TestUser } from '@aetherflow/api/testing/contexts'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import type { ObjectStorage, StoredObject } from '@aetherflow/integrations/storage/object-storage'
import { createDispatcher } from '@aetherflow/worker/dispatch/create-dispatcher'
import { createReporter } from '@aetherflow/worker/dispatch/report-results'
import { callAs } from '@aetherflow/worker/worker-caller'
import { runOf, submit } from '../stage/market.ts'
import type { Stage } from '../stage/open-stage.ts'
import { model } from './pending.ts'

const atOnce = 400
const loops = 2
const picture = new Uint8Array(64).fill(7)
const prepared = {
  mimeType: 'image/png',
  width: 1024,
  height: 1024,
  bytes: picture,
  sha256: createHash('sha256').update(picture).digest('hex'),
  thumb: picture,
  placeholder: 'data:,',
} as const

/**
 * Real tasks, paid and settled, through a worker's own dispatcher: claims, sealed keys opened, intents committed, stored,
 * read back, settled. Left out is what is not the queue's: the vendor's time, the decoding, the disk. Tasks per second.
 */
export async function carryTasks(
  stage: Stage,
  people: readonly TestUser[],
  count: number,
): Promise<number> {
  const tasks = new Set<string>()
  while (tasks.size < count)
    await Promise.all(
      people.map(async (person) => {
        const run = runOf({ modelId: model, outputFormat: 'png' }, 8)
        for (const task of await submit(stage, person, run)) tasks.add(task)
      }),
    )
  await stage.admin.query('ANALYZE')
  const { deps, close } = stage.openWorkerDeps()
  const caller = callAs('bench-carrier', deps)
  const { promise: carried, resolve } = Promise.withResolvers<void>()
  let left = tasks.size
  const reporter = createReporter(caller, deps.log)
  const dispatcher = createDispatcher({
    caller,
    ring: stage.ring,
    upstreams: new Map([['stability', instantUpstream(deps.upstreams)]]),
    storage: memoryStorage(),
    prepare: async () => prepared,
    reporter: {
      async report(call, result) {
        await reporter.report(call, result)
        left -= 1
        if (left === 0) resolve()
      },
    },
    limit: { now: () => atOnce, note: () => undefined },
    onFree: () => undefined,
    log: deps.log,
  })
  const started = performance.now()
  let over = false
  const loop = async () => {
    while (!over) {
      const { more } = await dispatcher.round()
      if (!more) await new Promise((next) => setTimeout(next, 1))
    }
  }
  const running = Array.from({ length: loops }, loop)
  await carried
  const seconds = (performance.now() - started) / 1_000
  over = true
  await Promise.all(running)
  await close()
  return tasks.size / seconds
}

function instantUpstream(upstreams: ReadonlyMap<string, ImageUpstream>): ImageUpstream {
  const real = upstreams.get('stability')
  if (real === undefined) throw new Error('no such upstream')
  return {
    ...real,
    generate: async ({ attemptId }) => ({
      kind: 'image',
      bytes: picture,
      mimeType: 'image/png',
      seed: 7,
      upstreamRequestId: attemptId,
      costE4: null,
    }),
  }
}

function memoryStorage(): ObjectStorage {
  const objects = new Map<string, StoredObject>()
  return {
    put: async (key, bytes, contentType) => void objects.set(key, { bytes, contentType }),
    get: async (key) => objects.get(key) ?? null,
    delete: async (key) => void objects.delete(key),
    list: async () => ({ objects: [], cursor: null }),
    check: async () => undefined,
  }
}
