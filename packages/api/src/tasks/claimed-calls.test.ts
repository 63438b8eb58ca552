import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { addResource, submitTasks, workerCaller } from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()

async function upload(userId: string): Promise<string> {
  const id = randomUUID()
  await queue.test.admin.query(
    `INSERT INTO reference_assets (id, client_id, request_hash, user_id, storage_key, thumb_key, sha256, mime_type, width, height, size_bytes)
     VALUES ($1, $1, repeat('0', 64), $2, $3, $3, repeat('0', 64), 'image/webp', 640, 480, 1234)`,
    [id, userId, `references/${id}.webp`],
  )
  return id
}

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
    const [image, mask] = [await upload(queue.user.id), await upload(queue.user.id)]
    const call = await callWith({
      image: { kind: 'upload', id: image },
      mask: { kind: 'upload', id: mask },
    })
    const facts = { mimeType: 'image/webp', width: 640, height: 480, sizeBytes: 1234 }
    expect(call?.inputs).toEqual({
      image: { storageKey: `references/${image}.webp`, ...facts },
      mask: { storageKey: `references/${mask}.webp`, ...facts },
    })
    expect(call?.params).toEqual({ aspectRatio: '1:1', outputFormat: 'png' })
  })

  it('carries none where its run names none', async () => {
    expect((await callWith({}))?.inputs ?? {}).toEqual({})
  })

  it("never carries another user's picture", async () => {
    const stranger = await addUser(queue.test)
    const id = await upload(stranger.id)
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
