import { randomUUID } from 'node:crypto'
import { isTrackedEnvelope } from '@trpc/server'
import { describe, expect, it } from 'vitest'
import { appRouter, createCaller } from '../app-router.ts'
import { userCtx } from '../testing/contexts.ts'
import { createWorkerCaller } from '../worker-router.ts'
import { watchEvent } from './list-schemas.ts'
import { addResource, delivered, sampleRun, submitTasks } from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()

describe('the router', () => {
  it('streams live status through the procedure, each event with an id', async () => {
    await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const abort = new AbortController()
    const caller = createCaller(userCtx(queue.test.deps, queue.user), { signal: abort.signal })
    const events = []
    for await (const envelope of await caller.tasks.watch()) {
      if (!isTrackedEnvelope(envelope)) throw new Error('an event without an id')
      const [id, data] = envelope
      const event = watchEvent.parse(data)
      events.push(event)
      expect(id).toMatch(/^\d+$/)
      if (event.tasks.some(({ status }) => status === 'completed')) break
      if (event.present) {
        const call = await queue.dispatchOne()
        await queue.worker.succeed({ results: [delivered(call)] })
      }
    }
    expect(events.length).toBeGreaterThan(1)
    abort.abort()
  })

  const id = randomUUID()
  const calls: Record<
    string,
    (caller: ReturnType<typeof createCaller>['tasks']) => Promise<unknown>
  > = {
    quote: (tasks) => tasks.quote({ models: [{ modelId: 'x:y', count: 1 }] }),
    submit: (tasks) => tasks.submit(sampleRun()),
    cancel: (tasks) => tasks.cancel({ taskId: id }),
    run: (tasks) => tasks.run({ runId: id }),
    task: (tasks) => tasks.task({ taskId: id }),
    runs: (tasks) => tasks.runs({}),
    list: (tasks) => tasks.list({}),
    watch: (tasks) => tasks.watch(),
    favourite: (tasks) => tasks.favourite({ imageId: id, favourite: true }),
    deleteImage: (tasks) => tasks.deleteImage({ imageId: id }),
    resourceStats: (tasks) => tasks.resourceStats({ resourceIds: [id] }),
    resourceUses: (tasks) => tasks.resourceUses({ resourceId: id }),
    why: (tasks) => tasks.why({ taskId: id }),
    whyNotMine: (tasks) => tasks.whyNotMine({ resourceId: id }),
    downloadImage: (tasks) => tasks.downloadImage({ imageId: id }),
    referencePictures: (tasks) => tasks.referencePictures({}),
    inputPicture: (tasks) => tasks.inputPicture({ kind: 'upload', id }),
    deleteReferencePicture: (tasks) => tasks.deleteReferencePicture({ pictureId: id }),
  }
  for (const [name, call] of Object.entries(calls)) {
    it(`lets no visitor call ${name}`, async () => {
      const visitor = createCaller({ ...userCtx(queue.test.deps, queue.user), actor: null })
      await expect(call(visitor.tasks)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    })
  }

  it('keeps the queue off the browser’s router, and users off the worker’s', async () => {
    const names = Object.keys(appRouter._def.procedures).filter((name) => name.startsWith('tasks.'))
    expect(names.map((name) => name.slice(6)).toSorted()).toEqual(
      ['models', ...Object.keys(calls)].toSorted(),
    )
    const user = createWorkerCaller(userCtx(queue.test.deps, queue.user)).tasks
    await expect(user.claim({ limit: 1 })).rejects.toMatchObject({ message: 'NOT_FOUND' })
    await expect(user.sweep()).rejects.toMatchObject({ message: 'NOT_FOUND' })
  })

  it('refuses oversized batches of a worker', async () => {
    const result = { attemptId: id, fence: 1n, reason: 'timeout' as const, latencyMs: null }
    const results = Array.from({ length: 51 }, () => result)
    await expect(queue.worker.unknown({ results })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(queue.worker.unknown({ results: [] })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(queue.worker.claim({ limit: 0 })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    expect(await queue.worker.unknown({ results: [result] })).toEqual({
      results: [{ attemptId: id, outcome: 'stale' }],
    })
  })
})
