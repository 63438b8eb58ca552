import { randomUUID } from 'node:crypto'
import { createS3Storage } from '@aetherflow/integrations/storage/s3/create-s3-storage'
import { startS3Server } from '@aetherflow/integrations/testing/s3-server'
import { expect, it } from 'vitest'
import type { Deps } from '../deps.ts'
import { workerCtx } from '../testing/contexts.ts'
import { collectOrphans } from './collect-orphans.ts'
import { addResource, delivered, submitTasks } from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()
const days = (count: number) => count * 86_400_000

async function put(storage: Deps['storage'], ...keys: string[]) {
  for (const key of keys) await storage.put(key, new Uint8Array([1]), 'image/png')
}

/** All pages of a part, a page of two each. */
async function collect(deps: Deps, area: 'images' | 'uploads') {
  let cursor: string | null = null
  let removed = 0
  do {
    const page = await collectOrphans(workerCtx(deps), { area, cursor, limit: 2 })
    cursor = page.cursor
    removed += page.removed
  } while (cursor !== null)
  return removed
}

const left = async ({ storage }: Deps, prefix: string) =>
  (await storage.list(prefix, { limit: 1_000 })).objects.map(({ key }) => key).toSorted()

async function image(storage: Deps['storage']) {
  await submitTasks(queue.test, queue.user)
  const call = await queue.dispatchOne()
  const result = delivered(call)
  await queue.worker.succeed({ results: [result] })
  const { storageKey, thumbKey } = result.image
  await put(storage, storageKey, thumbKey)
  return { storageKey, thumbKey, folder: storageKey.replace(/\.[a-z]+$/, '') }
}

it('removes what belongs to nobody once it is a day old, and nothing else', async () => {
  await addResource(queue.test)
  const { workerDeps: deps } = queue.test
  const kept = await image(deps.storage)
  const conversion = `${kept.folder}/to.webp.512.mark.plain`
  const overtaken = `images/${kept.storageKey.split('/')[1]}/${randomUUID()}`
  const lost = [
    `${overtaken}.png`,
    `${overtaken}.thumb.webp`,
    `images/${randomUUID()}/${randomUUID()}.png`,
  ]
  const foreign = 'images/readme/notes.txt'
  await put(deps.storage, conversion, ...lost, foreign)
  expect(await collect(deps, 'images')).toBe(0)
  await queue.test.clock.advance(days(2))
  expect(await collect(deps, 'images')).toBe(lost.length)
  const present = [kept.storageKey, kept.thumbKey, conversion, foreign]
  expect(await left(deps, 'images/')).toEqual(present.toSorted())
  // A conversion is made again when somebody wants it.
  await queue.test.clock.advance(days(31))
  expect(await collect(deps, 'images')).toBe(1)
  expect(await left(deps, 'images/')).not.toContain(conversion)
})

it('removes uploads that were cut off before their row', async () => {
  const { workerDeps: deps, admin } = queue.test
  const [kept, lost] = [randomUUID(), randomUUID()]
  await admin.query(
    `INSERT INTO reference_assets (id, user_id, client_id, request_hash, storage_key, thumb_key, sha256, mime_type,
       width, height, size_bytes)
     VALUES ($1, $2, $3, repeat('0', 64), $4, $4, repeat('f', 64), 'image/png', 8, 8, 8)`,
    [kept, queue.user.id, randomUUID(), `uploads/${kept}/full.png`],
  )
  await put(
    deps.storage,
    `uploads/${kept}/full.png`,
    `uploads/${lost}/full.png`,
    `uploads/${lost}/thumb.webp`,
  )
  await queue.test.clock.advance(days(2))
  expect(await collect(deps, 'uploads')).toBe(2)
  expect(await left(deps, 'uploads/')).toEqual([`uploads/${kept}/full.png`])
})

it('works on a bucket as on a folder', async () => {
  const server = await startS3Server()
  const deps = { ...queue.test.workerDeps, storage: createS3Storage(server.settings) }
  await put(deps.storage, `images/${randomUUID()}/${randomUUID()}.png`)
  await queue.test.clock.advance(days(2))
  expect(await collect(deps, 'images')).toBe(1)
  expect(await left(deps, 'images/')).toEqual([])
  await server.close()
})
