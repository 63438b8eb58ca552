import { createS3Storage } from '@aetherflow/integrations/storage/s3/create-s3-storage'
import { startS3Server } from '@aetherflow/integrations/testing/s3-server'
import { expect, it } from 'vitest'
import type { Deps } from '../deps.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { deleteImage } from './delete-image.ts'
import { removeDeleted } from './remove-deleted.ts'
import { addResource, delivered, submitTasks } from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()

async function imageInStorage() {
  await submitTasks(queue.test, queue.user)
  const call = await queue.dispatchOne()
  await queue.worker.succeed({ results: [delivered(call)] })
  const { storageKey, thumbKey } = delivered(call).image
  const { storage } = queue.test.deps
  for (const key of [storageKey, thumbKey]) await storage.put(key, new Uint8Array([1]), 'image/png')
  const { rows } = await queue.test.admin.query('SELECT id FROM images WHERE storage_key = $1', [
    storageKey,
  ])
  const left = async () =>
    (await Promise.all([storage.get(storageKey), storage.get(thumbKey)])).filter(Boolean).length
  return { imageId: String(rows[0].id), storageKey, left }
}

/** Storage that does not delete what `stays` says. */
function stubborn(deps: Deps, stays: (key: string) => boolean): Deps {
  const storage: Deps['storage'] = {
    put: (key, bytes, type) => deps.storage.put(key, bytes, type),
    get: (key) => deps.storage.get(key),
    check: () => deps.storage.check(),
    list: (prefix, page) => deps.storage.list(prefix, page),
    delete: (key) =>
      stays(key) ? Promise.reject(new Error('storage is away')) : deps.storage.delete(key),
  }
  return { ...deps, storage }
}

const deleteWithoutBytes = (imageId: string) =>
  deleteImage(
    userCtx(
      stubborn(queue.test.deps, () => true),
      queue.user,
    ),
    { imageId },
  )
const remove = (deps: Deps = queue.test.workerDeps) => removeDeleted(workerCtx(deps), { limit: 50 })

it('removes what a deletion left in storage, once, and nothing else', async () => {
  await addResource(queue.test)
  const [gone, kept] = [await imageInStorage(), await imageInStorage()]
  await deleteWithoutBytes(gone.imageId)
  expect(await gone.left()).toBe(2)
  expect(await remove()).toEqual({ removed: 1, more: false })
  expect([await gone.left(), await kept.left()]).toEqual([0, 2])
  expect(await remove()).toEqual({ removed: 0, more: false })
})

it('goes on with the others while one cannot be removed, and comes back to it', async () => {
  await addResource(queue.test)
  const [stuck, other] = [await imageInStorage(), await imageInStorage()]
  for (const { imageId } of [stuck, other]) await deleteWithoutBytes(imageId)
  const away = stubborn(queue.test.workerDeps, (key) => key === stuck.storageKey)
  expect(await remove(away)).toEqual({ removed: 1, more: false })
  expect(await other.left()).toBe(0)
  expect(await remove()).toEqual({ removed: 1, more: false })
  expect(await stuck.left()).toBe(0)
})

it('says that there is more only when it got through what it took', async () => {
  await addResource(queue.test)
  const images = [await imageInStorage(), await imageInStorage(), await imageInStorage()]
  for (const { imageId } of images) await deleteWithoutBytes(imageId)
  const two = (deps: Deps) => removeDeleted(workerCtx(deps), { limit: 2 })
  const away = stubborn(queue.test.workerDeps, () => true)
  expect(await two(away)).toEqual({ removed: 0, more: false })
  expect(await two(queue.test.workerDeps)).toEqual({ removed: 2, more: true })
  expect(await two(queue.test.workerDeps)).toEqual({ removed: 1, more: false })
})

it('leaves nothing in a bucket either: image, thumbnail, every conversion', async () => {
  await addResource(queue.test)
  const { imageId, storageKey } = await imageInStorage()
  const server = await startS3Server()
  const storage = createS3Storage(server.settings)
  const folder = storageKey.replace(/\.[a-z]+$/, '')
  const conversions = Array.from({ length: 120 }, (_, at) => `${folder}/to.webp.${at}.mark.plain`)
  for (const key of [storageKey, `${folder}.thumb.webp`, ...conversions])
    await storage.put(key, new Uint8Array([1]), 'image/png')
  const left = async () => (await storage.list('images/', { limit: 1_000 })).objects.length
  expect(await left()).toBe(122)
  const away = { ...storage, list: () => Promise.reject(new Error('storage is away')) }
  await deleteImage(userCtx({ ...queue.test.deps, storage: away }, queue.user), { imageId })
  expect(await left()).toBe(122)
  expect(await remove({ ...queue.test.workerDeps, storage })).toMatchObject({ removed: 1 })
  expect(await left()).toBe(0)
  await server.close()
})
