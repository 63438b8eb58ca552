import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { addUpload } from './testing/add-upload.ts'
import { addResource, submitTasks, workerCaller } from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()

/** The one call of a run whose stored settings are these, whoever wrote them. */
async function callWith(params: Record<string, unknown>) {
  await addResource(queue.test)
  const run = await submitTasks(queue.test, queue.user)
  await queue.test.admin.query('UPDATE runs SET params = $2 WHERE id = $1', [
    run.runId,
    JSON.stringify({ aspectRatio: '1:1', outputFormat: 'png', ...params }),
  ])
  const { calls } = await workerCaller(queue.test).claim({ limit: 10 })
  expect(calls).toHaveLength(1)
  return calls[0]
}

describe('a claimed call', () => {
  it('carries the pictures that its run names, as they are stored', async () => {
    const [image, mask] = [
      await addUpload(queue.test, queue.user.id),
      await addUpload(queue.test, queue.user.id),
    ]
    const call = await callWith({
      image: { kind: 'upload', id: image.id },
      mask: { kind: 'upload', id: mask.id },
    })
    const facts = { mimeType: 'image/webp', width: 640, height: 480, sizeBytes: 1234 }
    expect(call?.inputs).toEqual({
      image: { storageKey: image.storageKey, ...facts },
      mask: { storageKey: mask.storageKey, ...facts },
    })
    expect(call?.params).toEqual({ aspectRatio: '1:1', outputFormat: 'png' })
  })

  it('carries none where its run names none', async () => {
    expect((await callWith({}))?.inputs ?? {}).toEqual({})
  })

  it("never carries another user's picture", async () => {
    const stranger = await addUser(queue.test)
    const { id } = await addUpload(queue.test, stranger.id)
    expect((await callWith({ image: { kind: 'upload', id } }))?.inputs).toEqual({})
  })

  it.each([
    { kind: 'upload', id: "'; DROP TABLE tasks" },
    { kind: 'upload', id: 7 },
    { kind: 'upload' },
    { kind: 'secrets', id: randomUUID() },
    { kind: 'result', id: randomUUID() },
    'upload',
    null,
  ])('is claimed although its picture is %j', async (image) => {
    expect((await callWith({ image }))?.inputs).toEqual({})
  })

  it('carries the options of its own model only', async () => {
    const call = await callWith({
      options: { 'stability:core': { cfg_scale: 4 }, 'stability:ultra': { strength: 1 } },
    })
    expect(call?.params.options).toEqual({ cfg_scale: 4 })
  })
})
