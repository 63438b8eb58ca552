import { verifyAddress } from '@aetherflow/crypto/signed-address'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createCaller } from '../app-router.ts'
import { addUser } from '../testing/arrange.ts'
import { userCtx } from '../testing/contexts.ts'
import { addResource, delivered, submitTasks } from './testing/arrange-tasks.ts'
import { failure, queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()
const caller = (user = queue.user) => createCaller(userCtx(queue.test.deps, user)).tasks

async function deliverOne() {
  const run = await submitTasks(queue.test, queue.user)
  const call = await queue.dispatchOne()
  await queue.worker.succeed({ results: [delivered(call)] })
  return { runId: run.runId, taskId: call.taskId, call }
}

describe('a receipt', () => {
  it('says where the money went, who was asked, and why', async () => {
    const first = await addResource(queue.test, { priceE4: 5_000n })
    await addResource(queue.test, { priceE4: 8_000n })
    await addResource(queue.test, { priceE4: 90_000n })
    await submitTasks(queue.test, queue.user)
    const failed = await queue.dispatchOne()
    expect(failed.resourceId).toBe(first.id)
    await queue.worker.fail(failure(failed, 'UPSTREAM_ERROR'))
    await queue.worker.succeed({ results: [delivered(await queue.dispatchOne())] })

    const receipt = await caller().task({ taskId: failed.taskId })
    expect(receipt.task).toMatchObject({
      status: 'completed',
      price: 240n,
      released: 60n,
      errorCode: null,
      attempts: 2,
      stage: null,
    })
    expect(receipt.hold).toMatchObject({
      ceiling: 300n,
      fromAvailable: 300n,
      fromBonus: 0n,
      commissionBps: 2_000,
    })
    expect(receipt.settlement).toMatchObject({
      state: 'open',
      price: 240n,
      fee: 48n,
      providerShare: 192n,
    })
    expect(
      receipt.attempts.map(({ number, state, errorCode }) => [number, state, errorCode]),
    ).toEqual([
      [1, 'failed', 'UPSTREAM_ERROR'],
      [2, 'succeeded', null],
    ])
    expect(receipt.attempts[0]?.routing).toMatchObject({
      chosen: 0,
      candidates: [{ price: 150n }, { price: 240n }],
      excluded: [{ reason: 'OVER_CEILING', count: 1 }],
    })
    expect(receipt.attempts[1]?.routing?.excluded).toContainEqual({
      reason: 'FAILED_BEFORE',
      count: 1,
    })
  })

  it('names no resource, owner or key', async () => {
    const resource = await addResource(queue.test)
    const { taskId } = await deliverOne()
    const text = JSON.stringify(await caller().task({ taskId }), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    for (const secret of [
      resource.id,
      resource.ownerId,
      resource.credentialId,
      resource.accountId,
      'af1.',
    ])
      expect(text).not.toContain(secret)
  })

  it('addresses its image for minutes, the same for a while', async () => {
    await addResource(queue.test)
    const { taskId } = await deliverOne()
    const [first, again] = [await caller().task({ taskId }), await caller().task({ taskId })]
    const { image } = first.task
    expect(again.task.image?.url.split('?')[0]).toBe(image?.url.split('?')[0])
    const { addressSecret, clock } = queue.test.deps
    const now = clock.now().getTime()
    expect(verifyAddress(addressSecret, image?.thumbUrl ?? '', now)).toEqual({
      ok: true,
      path: `/api/images/${image?.id}/thumb`,
    })
    expect(verifyAddress(addressSecret, image?.url ?? '', now + 6.1 * 60_000)).toMatchObject({
      ok: false,
      reason: 'expired',
    })
  })
})

describe("somebody else's", () => {
  it('task, run and image do not exist', async () => {
    await addResource(queue.test)
    const { runId, taskId } = await deliverOne()
    const imageId = (await caller().task({ taskId })).task.image?.id ?? ''
    const stranger = await addUser(queue.test)
    const notFound = { message: 'NOT_FOUND' }
    await expect(caller(stranger).task({ taskId })).rejects.toMatchObject(notFound)
    await expect(caller(stranger).run({ runId })).rejects.toMatchObject(notFound)
    await expect(caller(stranger).cancel({ taskId })).rejects.toMatchObject(notFound)
    await expect(caller(stranger).favourite({ imageId, favourite: true })).rejects.toMatchObject(
      notFound,
    )
    await expect(caller(stranger).deleteImage({ imageId })).rejects.toMatchObject(notFound)
    await expect(caller().run({ runId: randomUUID() })).rejects.toMatchObject(notFound)
    expect((await caller(stranger).list({})).tasks).toEqual([])
    expect((await caller(stranger).runs({})).runs).toEqual([])
  })
})

describe('an image', () => {
  it('can be marked, found by its mark, and deleted once', async () => {
    await addResource(queue.test)
    const { taskId, call } = await deliverOne()
    await deliverOne()
    const { storageKey, thumbKey } = delivered(call).image
    await queue.test.deps.storage.put(storageKey, new Uint8Array([1]), 'image/png')
    await queue.test.deps.storage.put(thumbKey, new Uint8Array([1]), 'image/webp')
    const imageId = (await caller().task({ taskId })).task.image?.id ?? ''
    await caller().favourite({ imageId, favourite: true })
    expect((await caller().list({ favourites: true })).tasks.map(({ id }) => id)).toEqual([taskId])

    expect(await caller().deleteImage({ imageId })).toEqual({ done: true })
    await expect(caller().deleteImage({ imageId })).rejects.toMatchObject({ message: 'NOT_FOUND' })
    expect(await queue.test.deps.storage.get(storageKey)).toBeNull()
    expect((await caller().task({ taskId })).task).toMatchObject({
      status: 'completed',
      image: null,
      price: 300n,
    })
  })
})
