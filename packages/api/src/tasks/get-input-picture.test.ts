import { expect, it } from 'vitest'
import { createCaller } from '../app-router.ts'
import { addUser } from '../testing/arrange.ts'
import { userCtx } from '../testing/contexts.ts'
import { addUpload } from './testing/add-upload.ts'
import { addResource, delivered, sampleRun } from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()
const callerOf = (user = queue.user) => createCaller(userCtx(queue.test.deps, user)).tasks
const missing = { message: 'NOT_FOUND' }

it('says what an upload measures, and where it can be seen for a while', async () => {
  const { id } = await addUpload(queue.test, queue.user.id, { width: 640, height: 480 })
  const picture = await callerOf().inputPicture({ kind: 'upload', id })
  expect(picture).toMatchObject({ kind: 'upload', id, width: 640, height: 480 })
  expect(picture.url).toMatch(new RegExp(`^/api/uploads/${id}/full\\?`))
  expect(picture.thumbUrl).toMatch(new RegExp(`^/api/uploads/${id}/thumb\\?`))
})

it('says the same of a result of the caller', async () => {
  await addResource(queue.test)
  const { tasks } = await callerOf().submit(sampleRun())
  const call = await queue.dispatchOne()
  const results = [{ ...delivered(call), requestId: null, latencyMs: 5, billedE4: null }]
  await queue.worker.succeed({ results })
  const { task } = await callerOf().task({ taskId: tasks[0]?.taskId ?? '' })
  const id = task.image?.id ?? ''
  const picture = await callerOf().inputPicture({ kind: 'result', id })
  expect(picture).toMatchObject({ width: 1_024, height: 1_024, thumbUrl: task.image?.thumbUrl })
})

it('knows nothing of what is somebody else’s, of the other kind, or deleted', async () => {
  const { id } = await addUpload(queue.test, queue.user.id)
  const stranger = await addUser(queue.test)
  await expect(callerOf(stranger).inputPicture({ kind: 'upload', id })).rejects.toMatchObject(
    missing,
  )
  await expect(callerOf().inputPicture({ kind: 'result', id })).rejects.toMatchObject(missing)
  await callerOf().deleteReferencePicture({ pictureId: id })
  await expect(callerOf().inputPicture({ kind: 'upload', id })).rejects.toMatchObject(missing)
})
