import { beforeEach, describe, expect, it } from 'vitest'
import { getResource } from '../gateway/get-resource.ts'
import { pauseResource } from '../gateway/pause-resource.ts'
import { resumeResource } from '../gateway/resume-resource.ts'
import { stopResources } from '../gateway/stop-resources.ts'
import { addUser } from '../testing/arrange.ts'
import { type TestUser, userCtx } from '../testing/contexts.ts'
import {
  addResource,
  delivered,
  forgetViews,
  submitTasks,
  taskRow,
} from './testing/arrange-tasks.ts'
import { queueMarket, ref } from './testing/queue-market.ts'

const queue = queueMarket()
let owner: TestUser
let resourceId: string
beforeEach(async () => {
  owner = await addUser(queue.test, 'provider')
  resourceId = (await addResource(queue.test, { owner, concurrency: 50 })).id
})

const ctx = (user = owner) => userCtx(queue.test.deps, user)
const change = (text: string) => queue.test.admin.query(text, [resourceId])
const submitted = async (count: number) =>
  (await submitTasks(queue.test, queue.user, count)).tasks.map(({ taskId }) => taskId)

describe('stopping at once', () => {
  it('lets no use begin that was claimed already, and gives back what it held', async () => {
    const [taskId = ''] = await submitted(1)
    const call = await queue.claimOne()
    await stopResources(ctx(), { resourceId })
    expect(await queue.worker.dispatching(ref(call))).toMatchObject({
      ok: false,
      reason: 'RESOURCE_NOT_ACTIVE',
    })
    expect(await taskRow(queue.test, taskId)).toMatchObject({ status: 'pending' })
    expect(await queue.attemptRow(call)).toMatchObject({ state: 'abandoned', slot_held: false })
  })

  it('ends what was claimed before a pause: a resume does not let it out any more', async () => {
    const [taskId = ''] = await submitted(1)
    const call = await queue.claimOne()
    await pauseResource(ctx(), { resourceId })
    expect(await stopResources(ctx(), { resourceId })).toEqual({ stopped: 1 })
    expect(await getResource(ctx(), { resourceId })).toMatchObject({
      status: 'paused',
      statusReason: 'stopped',
    })
    expect(await resumeResource(ctx(), { resourceId })).toMatchObject({ status: 'verifying' })
    expect(await queue.worker.dispatching(ref(call))).toMatchObject({
      ok: false,
      reason: 'RESOURCE_NOT_ACTIVE',
    })
    expect(await taskRow(queue.test, taskId)).toMatchObject({ status: 'pending' })
    expect(await queue.attemptRow(call)).toMatchObject({ state: 'abandoned', slot_held: false })
  })

  it('gives nothing of it to a worker that decides by what it saw before', async () => {
    await submitted(3)
    // The routing snapshot may be a second old: the claim itself has to refuse.
    await queue.worker.claim({ limit: 1 })
    await stopResources(ctx(), { resourceId: null })
    expect((await queue.worker.claim({ limit: 3 })).calls).toEqual([])
  })

  it('lets a call that went out end and be paid', async () => {
    const [taskId = ''] = await submitted(1)
    const call = await queue.dispatchOne()
    await stopResources(ctx(), { resourceId })
    await queue.worker.succeed({ results: [delivered(call)] })
    expect(await taskRow(queue.test, taskId)).toMatchObject({ status: 'completed' })
  })
})

describe('pausing', () => {
  it('lets no use begin that was claimed already, and gives back what it held', async () => {
    const [taskId = ''] = await submitted(1)
    const call = await queue.claimOne()
    expect(await pauseResource(ctx(), { resourceId })).toMatchObject({ statusReason: 'owner' })
    expect(await queue.worker.dispatching(ref(call))).toMatchObject({
      ok: false,
      reason: 'RESOURCE_NOT_ACTIVE',
    })
    expect(await taskRow(queue.test, taskId)).toMatchObject({ status: 'pending' })
    expect(await queue.attemptRow(call)).toMatchObject({ state: 'abandoned', slot_held: false })
  })
})

describe('a key that was replaced', () => {
  const retire = () =>
    change(
      `UPDATE credentials SET state = 'retired', retired_at = clock_now() WHERE resource_id = $1`,
    )

  it('serves calls that went out to their end', async () => {
    const [taskId = ''] = await submitted(1)
    const call = await queue.dispatchOne()
    await retire()
    await queue.worker.succeed({ results: [delivered(call)] })
    expect(await taskRow(queue.test, taskId)).toMatchObject({ status: 'completed' })
    const { rows } = await queue.test.admin.query(
      `SELECT c.version FROM attempts a JOIN credentials c ON c.id = a.credential_id WHERE a.id = $1`,
      [call.attemptId],
    )
    expect(rows).toEqual([{ version: 1 }])
  })

  it('serves none that had not gone out; its task is not lost', async () => {
    const [taskId = ''] = await submitted(1)
    const call = await queue.claimOne()
    await retire()
    expect(await queue.worker.dispatching(ref(call))).toMatchObject({ ok: false })
    expect(await taskRow(queue.test, taskId)).toMatchObject({ status: 'pending' })
  })
})

describe('a key for its owner’s own tasks', () => {
  it('is never given to anybody else, whatever a worker proposes', async () => {
    const [taskId = ''] = await submitted(1)
    // It was on the market when the task came.
    await change(`UPDATE resources SET kind = 'own_key' WHERE id = $1`)
    expect((await queue.worker.claim({ limit: 1 })).calls).toEqual([])
    forgetViews(queue.test)
    expect((await queue.worker.claim({ limit: 1 })).calls).toEqual([])
    expect(await taskRow(queue.test, taskId)).toMatchObject({ status: 'pending' })
  })

  it('makes what its owner asks for', async () => {
    await change(`UPDATE resources SET kind = 'own_key' WHERE id = $1`)
    forgetViews(queue.test)
    await submitTasks(queue.test, owner, 1, { ownKey: true })
    const { calls } = await queue.worker.claim({ limit: 1 })
    expect(calls.map((call) => call.resourceId)).toEqual([resourceId])
  })
})
