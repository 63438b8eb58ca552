import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCaller } from '../app-router.ts'
import { addCredits, addUser } from '../testing/arrange.ts'
import { userCtx } from '../testing/contexts.ts'
import { getTask } from './get-task.ts'
import type { RunParams } from './schemas.ts'
import { addUpload, type UploadChanges } from './testing/add-upload.ts'
import { addResource, balancesOf, delivered, sampleRun } from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()
const inpaint = 'stability:inpaint'

function submit(params: Partial<RunParams>, modelId = inpaint, user = queue.user) {
  const run = sampleRun({
    params: { outputFormat: 'png', ...params },
    tasks: [{ modelId, ceiling: 1_000n, seed: null }],
  })
  return createCaller(userCtx(queue.test.deps, user)).tasks.submit(run)
}
const upload = async (changes: UploadChanges = {}, user = queue.user) => {
  const { id } = await addUpload(queue.test, user.id, changes)
  return { kind: 'upload' as const, id }
}

describe('a run that works on a picture', () => {
  it('is taken, and its call carries the picture', async () => {
    await addResource(queue.test)
    const image = await upload()
    const mask = await upload()
    const options = { [inpaint]: { grow_mask: 9 } }
    await submit({ image, mask, options })
    const call = await queue.claimOne()
    expect(Object.keys(call.inputs ?? {}).toSorted()).toEqual(['image', 'mask'])
    expect(call.params).toEqual({ outputFormat: 'png', options: { grow_mask: 9 } })
  })

  it("takes one of the caller's own results", async () => {
    await addResource(queue.test)
    const caller = createCaller(userCtx(queue.test.deps, queue.user)).tasks
    const { tasks } = await caller.submit(sampleRun())
    const call = await queue.dispatchOne()
    await queue.worker.succeed({
      results: [{ ...delivered(call), requestId: null, latencyMs: 5, billedE4: null }],
    })
    const { task } = await getTask(userCtx(queue.test.deps, queue.user), {
      taskId: tasks[0]?.taskId ?? '',
    })
    const id = task.image?.id ?? ''
    const image = { kind: 'result' as const, id }
    await submit({ image })
    expect((await queue.claimOne()).inputs?.image).toMatchObject({ width: 1024, height: 1024 })

    const stranger = await addUser(queue.test)
    await addCredits(queue.test, stranger, 100)
    await expect(submit({ image }, inpaint, stranger)).rejects.toMatchObject({
      message: 'NOT_FOUND',
    })
  })

  it.each(['image', 'mask'] as const)("is refused for another user's %s", async (input) => {
    await addResource(queue.test)
    const stranger = await addUser(queue.test)
    const params = { image: await upload(), [input]: await upload({}, stranger) }
    await expect(submit(params)).rejects.toMatchObject({ message: 'NOT_FOUND' })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ held: 0n })
  })

  it.each([
    ['that nobody has', 'upload', randomUUID()],
    ['of the other kind', 'result', null],
  ] as const)('is refused for a picture %s', async (_what, kind, id) => {
    await addResource(queue.test)
    const image = { kind, id: id ?? (await upload()).id }
    await expect(submit({ image })).rejects.toMatchObject({ message: 'NOT_FOUND' })
  })

  it('is refused for a deleted picture', async () => {
    await addResource(queue.test)
    const image = await upload()
    await queue.test.admin.query('UPDATE reference_assets SET deleted_at = now() WHERE id = $1', [
      image.id,
    ])
    await expect(submit({ image })).rejects.toMatchObject({ message: 'NOT_FOUND' })
  })

  it('is refused before any hold when the picture is missing, does not fit or is not wanted', async () => {
    await addResource(queue.test)
    await expect(submit({})).rejects.toMatchObject({
      message: 'INPUT_MISSING',
      cause: { params: { modelId: inpaint, input: 'image' } },
    })
    const image = await upload({ width: 63, height: 480 })
    await expect(submit({ image })).rejects.toMatchObject({
      message: 'INPUT_UNFIT',
      cause: { params: { modelId: inpaint, input: 'image', rule: 'side' } },
    })
    const large = await upload({ width: 3072, height: 3072 })
    await expect(submit({ image: large, outputFormat: 'png' })).rejects.toMatchObject({
      message: 'INPUT_UNFIT',
      cause: { params: { modelId: inpaint, input: 'image', rule: 'output' } },
    })
    const core = { image: await upload(), aspectRatio: '1:1' }
    await expect(submit(core, 'stability:core')).rejects.toMatchObject({
      message: 'PARAMS_UNSUPPORTED',
      cause: { params: { field: 'image' } },
    })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ held: 0n })
  })

  it('is refused for options of a model that it does not ask', async () => {
    await addResource(queue.test)
    const options = { 'stability:outpaint': { left: 5 } }
    await expect(submit({ image: await upload(), options })).rejects.toMatchObject({
      message: 'PARAMS_UNSUPPORTED',
      cause: { params: { modelId: 'stability:outpaint', field: 'options' } },
    })
  })

  it.each([
    ['a control character', 'a\u0000boat'],
    ['half a character', 'a boat \ud83d'],
  ])('is refused for %s in an option, which the table could not keep', async (_, words) => {
    await addResource(queue.test)
    const modelId = 'stability:search-and-replace'
    const options = { [modelId]: { search_prompt: words } }
    await expect(submit({ image: await upload(), options }, modelId)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })

  it('is refused for Chinese words in an option that the model reads', async () => {
    await addResource(queue.test)
    const modelId = 'stability:search-and-replace'
    const options = { [modelId]: { search_prompt: '小船' } }
    await expect(submit({ image: await upload(), options }, modelId)).rejects.toMatchObject({
      message: 'PROMPT_LANGUAGE',
    })
  })
})
