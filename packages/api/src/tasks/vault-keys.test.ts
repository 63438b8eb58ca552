import { describe, expect, it } from 'vitest'
import {
  addResource,
  countersOf,
  forgetViews,
  idle,
  submitTasks,
  taskRow,
  workerCaller,
} from './testing/arrange-tasks.ts'
import { lost, queueMarket, ref } from './testing/queue-market.ts'

const queue = queueMarket()
const other = () => workerCaller(queue.test, 'worker-other')
const elsewhere = { limit: 5, vaultKeyIds: ['vk-elsewhere', 'vk-older'] }
const here = { limit: 5, vaultKeyIds: ['vk-older', 'vk-here'] }

/** A resource whose key is sealed to this vault key. */
async function sealedTo(vaultKeyId: string) {
  const resource = await addResource(queue.test)
  await queue.test.admin.query('UPDATE credentials SET vault_key_id = $2 WHERE id = $1', [
    resource.credentialId,
    vaultKeyId,
  ])
  forgetViews(queue.test)
  return resource
}

async function jobOf() {
  await submitTasks(queue.test, queue.user)
  const call = await queue.dispatchOne()
  await queue.worker.recordJob({ ...ref(call), job: 'job-1' })
  return call
}

describe('a worker that lacks the vault key', () => {
  it('gets no task of its resources, which goes on waiting for one that has it', async () => {
    const resource = await sealedTo('vk-here')
    const { tasks } = await submitTasks(queue.test, queue.user)
    const [task] = tasks
    expect(await queue.worker.claim(elsewhere)).toEqual({ calls: [], refused: 0, full: false })
    expect(await taskRow(queue.test, task?.taskId ?? '')).toMatchObject({
      status: 'pending',
      parked_until: null,
      excluded: [],
    })
    expect(await countersOf(queue.test, resource)).toMatchObject({ ...idle, failures: 0 })
    const { calls } = await other().claim(here)
    expect(calls).toMatchObject([{ taskId: task?.taskId, resourceId: resource.id }])
  })

  it('is given what is sealed to those that it has, side by side with one that has the others', async () => {
    const [theirs, ours] = [await sealedTo('vk-elsewhere'), await sealedTo('vk-here')]
    await submitTasks(queue.test, queue.user, 4)
    const answers = [await queue.worker.claim(elsewhere), await other().claim(here)]
    const resources = answers.map(({ calls }) => new Set(calls.map((call) => call.resourceId)))
    expect(resources).toEqual([new Set([theirs.id]), new Set()])
    await submitTasks(queue.test, queue.user, 2)
    const { calls } = await other().claim(here)
    expect(new Set(calls.map((call) => call.resourceId))).toEqual(new Set([ours.id]))
  })

  it('resumes no job that it could not ask about', async () => {
    await sealedTo('vk-here')
    const call = await jobOf()
    await queue.test.clock.advance(31_000)
    expect((await other().resume(elsewhere)).calls).toEqual([])
    expect(await queue.attemptRow(call)).toMatchObject({ resumes: 0 })
    expect((await other().resume(here)).calls).toMatchObject([{ attemptId: call.attemptId }])
  })

  it('takes no unknown that it could not ask about', async () => {
    await sealedTo('vk-here')
    const call = await jobOf()
    await queue.worker.unknown(lost(call))
    expect((await other().claimUnknowns(elsewhere)).calls).toEqual([])
    expect((await other().claimUnknowns(here)).calls).toMatchObject([{ attemptId: call.attemptId }])
  })
})

it('whoever names no vault keys is given everything', async () => {
  await sealedTo('vk-here')
  await submitTasks(queue.test, queue.user)
  expect((await queue.worker.claim({ limit: 5 })).calls).toHaveLength(1)
})

it.each([
  ['none', []],
  ['too many', Array.from({ length: 65 }, (_, at) => `vk-${at}`)],
  ['an endless one', ['v'.repeat(41)]],
])('vault keys are refused when there are %s', async (_, vaultKeyIds) => {
  await expect(queue.worker.claim({ limit: 1, vaultKeyIds })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
  })
})
