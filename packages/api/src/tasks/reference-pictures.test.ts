import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createCaller } from '../app-router.ts'
import { addUser } from '../testing/arrange.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { expireReferencePictures } from './expire-reference-pictures.ts'
import { findInputPictures, pictureKey } from './internal/find-input-pictures.ts'
import { removeDeleted } from './remove-deleted.ts'
import { addResource, delivered, submitTasks } from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()
const dayMs = 86_400_000

async function upload(user = queue.user) {
  const id = randomUUID()
  const key = `uploads/${id}/full.png`
  await queue.test.deps.storage.put(key, new Uint8Array([1]), 'image/png')
  await queue.test.admin.query(
    `INSERT INTO reference_assets (id, user_id, client_id, request_hash, storage_key, thumb_key, sha256, mime_type,
       width, height, size_bytes, last_used_at)
     VALUES ($1, $2, $3, repeat('0', 64), $4, $5, repeat('f', 64), 'image/png', 64, 48, 8, public.clock_now())`,
    [id, user.id, randomUUID(), key, `uploads/${id}/thumb.webp`],
  )
  const isThere = async () => (await queue.test.deps.storage.get(key)) !== null
  return { id, key, isThere }
}

const caller = () => createCaller(userCtx(queue.test.deps, queue.user))
const remove = () => removeDeleted(workerCtx(queue.test.workerDeps), { limit: 100 })
const expire = () => expireReferencePictures(workerCtx(queue.test.workerDeps), { limit: 100 })

/** A task of the user's that works on this picture, as submit would have written it. */
async function work(ref: { kind: 'upload' | 'result'; id: string }) {
  const { runId, tasks } = await submitTasks(queue.test, queue.user)
  await queue.test.admin.query(
    `UPDATE runs SET params = params || jsonb_build_object('image', $2::jsonb) WHERE id = $1`,
    [runId, JSON.stringify(ref)],
  )
  return { cancel: () => caller().tasks.cancel({ taskId: tasks[0]?.taskId ?? '' }) }
}

it('finds the caller’s pictures and nobody else’s', async () => {
  const other = await addUser(queue.test)
  const [mine, theirs, gone] = [await upload(), await upload(other), await upload()]
  await caller().tasks.deleteReferencePicture({ pictureId: gone.id })
  const refs = [mine, theirs, gone, { id: randomUUID() }].map(({ id }) => ({
    kind: 'upload' as const,
    id,
  }))
  const found = await findInputPictures(queue.test.deps.sql, queue.user.id, refs)
  expect([...found.keys()]).toEqual([pictureKey({ kind: 'upload', id: mine.id })])
  expect(found.get(`upload:${mine.id}`)).toMatchObject({
    storageKey: mine.key,
    mimeType: 'image/png',
    width: 64,
    height: 48,
  })
})

it('what is used stays, what nobody uses for 30 days goes', async () => {
  const [used, unused] = [await upload(), await upload()]
  await queue.test.clock.advance(20 * dayMs)
  const ref = { kind: 'upload' as const, id: used.id }
  await findInputPictures(queue.test.deps.sql, queue.user.id, [ref])
  await queue.test.clock.advance(11 * dayMs)
  expect((await expire()).expired).toBeGreaterThanOrEqual(1)
  const { pictures } = await caller().tasks.referencePictures({})
  expect(pictures.map(({ id }) => id)).toContain(used.id)
  expect(pictures.map(({ id }) => id)).not.toContain(unused.id)
  await remove()
  expect([await used.isThere(), await unused.isThere()]).toEqual([true, false])
})

it('a picture that a task works on keeps its bytes until the task ends', async () => {
  await addResource(queue.test)
  const picture = await upload()
  const task = await work({ kind: 'upload', id: picture.id })
  await caller().tasks.deleteReferencePicture({ pictureId: picture.id })
  await remove()
  expect(await picture.isThere()).toBe(true)
  await task.cancel()
  await remove()
  expect(await picture.isThere()).toBe(false)
})

it('so does a result that another task works on', async () => {
  await addResource(queue.test)
  await submitTasks(queue.test, queue.user)
  const call = await queue.dispatchOne()
  const result = delivered(call)
  await queue.worker.succeed({ results: [result] })
  const { storage } = queue.test.deps
  await storage.put(result.image.storageKey, new Uint8Array([1]), 'image/png')
  const isThere = async () => (await storage.get(result.image.storageKey)) !== null
  const { rows } = await queue.test.admin.query('SELECT id FROM images WHERE storage_key = $1', [
    result.image.storageKey,
  ])
  const ref = { kind: 'result' as const, id: String(rows[0].id) }
  expect(
    (await findInputPictures(queue.test.deps.sql, queue.user.id, [ref])).get(pictureKey(ref)),
  ).toMatchObject({ storageKey: result.image.storageKey })
  const task = await work(ref)
  await caller().tasks.deleteImage({ imageId: ref.id })
  await remove()
  expect(await isThere()).toBe(true)
  await task.cancel()
  await remove()
  expect(await isThere()).toBe(false)
})
