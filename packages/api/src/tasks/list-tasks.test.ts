import { describe, expect, it } from 'vitest'
import { createCaller } from '../app-router.ts'
import { userCtx } from '../testing/contexts.ts'
import { addResource, core, delivered, submitTasks } from './testing/arrange-tasks.ts'
import { failure, queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()
const caller = () => createCaller(userCtx(queue.test.deps, queue.user)).tasks

describe('the lists', () => {
  it('page through runs and tasks, newest first, without gaps or repeats', async () => {
    await addResource(queue.test)
    const made: string[] = []
    for (let at = 0; at < 7; at++)
      made.unshift((await submitTasks(queue.test, queue.user, 2)).runId)
    const seen: string[] = []
    let before: string | undefined
    for (;;) {
      const { runs, more } = await caller().runs({ limit: 3, before })
      seen.push(...runs.map(({ id }) => id))
      expect(runs.every(({ tasks }) => tasks.length === 2)).toBe(true)
      before = runs.at(-1)?.id
      if (!more) break
    }
    expect(seen).toEqual(made)
    const first = await caller().list({ limit: 5 })
    const second = await caller().list({ limit: 100, before: first.tasks.at(-1)?.id })
    expect(first.more).toBe(true)
    const ids = [...first.tasks, ...second.tasks].map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted().toReversed())
    expect(new Set(ids).size).toBe(14)
  })

  it('filter by status, model and words of the prompt', async () => {
    await addResource(queue.test)
    await submitTasks(queue.test, queue.user, 1, { prompt: 'A Lighthouse 100%' })
    await queue.worker.succeed({ results: [delivered(await queue.dispatchOne())] })
    await submitTasks(queue.test, queue.user, 1, {
      prompt: 'a fox',
      tasks: [{ modelId: 'stability:ultra', ceiling: 800n, seed: null }],
    })
    await queue.worker.fail(failure(await queue.dispatchOne(), 'BAD_REQUEST'))
    const prompts = async (input: Parameters<ReturnType<typeof caller>['runs']>[0]) =>
      (await caller().runs(input)).runs.map(({ prompt }) => prompt)
    expect(await prompts({ statuses: ['completed'] })).toEqual(['A Lighthouse 100%'])
    expect(await prompts({ modelId: 'stability:ultra' })).toEqual(['a fox'])
    expect(await prompts({ search: 'lighthouse' })).toEqual(['A Lighthouse 100%'])
    expect(await prompts({ search: '0%' })).toEqual(['A Lighthouse 100%'])
    expect(await prompts({ search: '%fox' })).toEqual([])
    const failed = await caller().list({ statuses: ['failed'], modelId: 'stability:ultra' })
    expect(failed.tasks).toMatchObject([
      { errorCode: 'BAD_REQUEST', prompt: 'a fox', released: 800n, price: null },
    ])
    expect((await caller().list({ statuses: ['failed'], modelId: core })).tasks).toEqual([])
  })

  it('say how many are in front and what is awaited', async () => {
    await addResource(queue.test, { concurrency: 1 })
    const run = await submitTasks(queue.test, queue.user, 3)
    await queue.claimOne()
    const { tasks } = await caller().run({ runId: run.runId })
    expect(tasks.map(({ stage, ahead, cancellable }) => [stage, ahead, cancellable])).toEqual([
      ['assigned', null, true],
      ['queued', 0, true],
      ['queued', 1, true],
    ])
  })
})
