import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { userCtx } from '../testing/contexts.ts'
import { addResource, delivered, submitTasks } from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'
import { watchRuns, watchTimes } from './watch-runs.ts'

const queue = queueMarket()
const aborts: AbortController[] = []
afterEach(() => {
  for (const abort of aborts.splice(0)) abort.abort()
})

// Wake-ups of the tests stay within the process; the web's deps share the worker's.
function watch(ctx = userCtx(queue.test.deps, queue.user)) {
  const abort = new AbortController()
  aborts.push(abort)
  const stream = watchRuns(ctx, abort.signal)
  const next = async () => {
    const { value, done } = await stream.next()
    if (done === true) throw new Error('the stream ended')
    return value.event
  }
  /** Reads on until a task is in this state. */
  const until = async (taskId: string, status: string) => {
    for (;;) {
      const found = (await next()).tasks.find(
        (task) => task.id === taskId && task.status === status,
      )
      if (found !== undefined) return found
    }
  }
  return { stream, next, until, abort }
}

describe('a stream', () => {
  it('starts with the present truth and then sends what changes', async () => {
    await addResource(queue.test)
    const before = await submitTasks(queue.test, queue.user)
    const { next, until } = watch()
    expect(await next()).toMatchObject({
      present: true,
      tasks: [{ id: before.tasks[0]?.taskId, status: 'pending' }],
    })

    const call = await queue.dispatchOne()
    expect(await until(call.taskId, 'processing')).toBeDefined()
    await queue.worker.succeed({ results: [delivered(call)] })
    const done = await until(call.taskId, 'completed')
    expect(done.image?.url).toContain('/api/images/')
    expect(done).toMatchObject({ price: 300n, cancellable: false })

    const after = await submitTasks(queue.test, queue.user)
    expect(await until(after.tasks[0]?.taskId ?? '', 'pending')).toBeDefined()
  })

  it('hears what happened between its first reading and its first wait', async () => {
    await addResource(queue.test)
    const { next, until } = watch()
    await next()
    const run = await submitTasks(queue.test, queue.user)
    expect(await until(run.tasks[0]?.taskId ?? '', 'pending')).toBeDefined()
  })

  it('after a reconnect tells what finished meanwhile', async () => {
    await addResource(queue.test)
    await submitTasks(queue.test, queue.user)
    const call = await queue.dispatchOne()
    const first = watch()
    await first.next()
    await first.stream.return(undefined)
    await queue.worker.succeed({ results: [delivered(call)] })
    expect((await watch().next()).tasks).toMatchObject([{ id: call.taskId, status: 'completed' }])
  })

  it('says nothing about others', async () => {
    await addResource(queue.test)
    const other = await addUser(queue.test)
    await addCredits(queue.test, other, 100)
    const { next, until } = watch()
    expect((await next()).tasks).toEqual([])
    const theirs = await submitTasks(queue.test, other)
    const ours = await submitTasks(queue.test, queue.user)
    const found = await until(ours.tasks[0]?.taskId ?? '', 'pending')
    expect(found.runId).not.toBe(theirs.runId)
  })

  it('is one of five per user, and a closed one makes room', async () => {
    const streams = Array.from({ length: 5 }, () => watch())
    for (const { next } of streams) await next()
    await expect(watch().next()).rejects.toMatchObject({ message: 'TOO_MANY_STREAMS' })
    await streams[0]?.stream.return(undefined)
    expect(await watch().next()).toMatchObject({ present: true })
  })

  it('is one of twenty per address, whoever signs in there', async () => {
    const address = '203.0.113.7'
    for (let person = 0; person < 4; person++) {
      const ctx = userCtx(queue.test.deps, await addUser(queue.test))
      for (let stream = 0; stream < 5; stream++) await watch({ ...ctx, address }).next()
    }
    const late = userCtx(queue.test.deps, await addUser(queue.test))
    await expect(watch({ ...late, address }).next()).rejects.toMatchObject({
      message: 'TOO_MANY_STREAMS',
      params: { limit: 20 },
    })
    expect(await watch({ ...late, address: '203.0.113.8' }).next()).toMatchObject({ present: true })
  })

  it('says when an image is expected, and keeps what it said', async () => {
    await addResource(queue.test)
    const run = await submitTasks(queue.test, queue.user)
    const { next, until } = watch()
    const [task] = (await next()).tasks
    expect(task?.eta?.to.getTime()).toBeGreaterThan(task?.eta?.from.getTime() ?? Infinity)
    const { rows } = await queue.test.admin.query('SELECT task_id FROM task_etas')
    expect(rows).toContainEqual({ task_id: run.tasks[0]?.taskId })
    const call = await queue.dispatchOne()
    expect((await until(call.taskId, 'processing')).eta).not.toBeNull()
    await queue.worker.succeed({ results: [delivered(call)] })
    expect((await until(call.taskId, 'completed')).eta).toBeNull()
    const kept = await queue.test.admin.query('SELECT FROM task_etas WHERE task_id = $1', [
      call.taskId,
    ])
    expect(kept.rows).toEqual([])
  })

  it('ends when its session has ended', async () => {
    await addResource(queue.test)
    const ctx = userCtx(queue.test.deps, queue.user)
    const sessionId = randomUUID()
    await queue.test.admin.query(
      `INSERT INTO sessions (id, user_id, idle_expires_at, expires_at) VALUES ($1, $2, now() + interval '1 day', now() + interval '1 day')`,
      [sessionId, queue.user.id],
    )
    const { next, until } = watch({ ...ctx, actor: { ...ctx.actor, sessionId } })
    await next()
    await queue.test.clock.advance(9_000)
    const run = await submitTasks(queue.test, queue.user)
    expect(await until(run.tasks[0]?.taskId ?? '', 'pending')).toBeDefined()
    await queue.test.admin.query('UPDATE sessions SET revoked_at = now() WHERE id = $1', [
      sessionId,
    ])
    await queue.test.clock.advance(9_000)
    const pending = next()
    queue.test.deps.wake.send('task-changes')
    await expect(pending).rejects.toMatchObject({ message: 'SESSION_ENDED' })
  })

  it('asks after its session often enough for ten seconds, also when nothing happens', () => {
    expect(watchTimes.sessionCheckMs + watchTimes.fallbackMs).toBeLessThan(10_000)
  })

  it('ends quietly when the browser goes away', async () => {
    const { stream, next, abort } = watch()
    await next()
    const waiting = stream.next()
    abort.abort()
    expect(await waiting).toEqual({ value: undefined, done: true })
  })
})
