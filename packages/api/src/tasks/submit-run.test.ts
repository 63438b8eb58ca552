import { createPool } from '@aetherflow/db/pool'
import { poolSql } from '@aetherflow/db/sql'
import { describe, expect, it } from 'vitest'
import { createCaller } from '../app-router.ts'
import { addCredits, addUser } from '../testing/arrange.ts'
import { userCtx } from '../testing/contexts.ts'
import { uuidV7 } from './internal/uuid-v7.ts'
import { submitRun } from './submit-run.ts'
import {
  addResource,
  balancesOf,
  core,
  forgetViews,
  sampleRun,
  submitTasks,
} from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()
const submit = (input = sampleRun(), user = queue.user) =>
  createCaller(userCtx(queue.test.deps, user)).tasks.submit(input)

describe('a run', () => {
  it('holds its ceilings and queues its tasks in order', async () => {
    await addResource(queue.test)
    const input = sampleRun({
      params: { aspectRatio: '16:9', stylePreset: 'cinematic', outputFormat: 'webp' },
      tasks: [
        { modelId: core, ceiling: 300n, seed: 7n },
        { modelId: 'stability:ultra', ceiling: 900n, seed: null },
      ],
    })
    const run = await submit(input)
    expect(run).toMatchObject({ held: 1_200n, repeated: false })
    expect(run.tasks.map(({ index, modelId }) => [index, modelId])).toEqual([
      [0, core],
      [1, 'stability:ultra'],
    ])
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({
      available: 8_800n,
      held: 1_200n,
    })
  })

  it('submitted again with the same client id is the same run, even after prices have risen', async () => {
    const resource = await addResource(queue.test)
    const input = sampleRun()
    const first = await submit(input)
    expect(await submit(input)).toEqual({ ...first, repeated: true })
    await queue.test.admin.query('UPDATE resources SET price_e4 = 90000 WHERE id = $1', [
      resource.id,
    ])
    forgetViews(queue.test)
    expect(await submit(input)).toEqual({ ...first, repeated: true })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ held: 300n })
  })

  it('with other content under the same client id is a conflict', async () => {
    await addResource(queue.test)
    const input = sampleRun()
    await submit(input)
    await expect(submit({ ...input, prompt: 'another' })).rejects.toMatchObject({
      message: 'IDEMPOTENCY_CONFLICT',
    })
    await expect(submit({ ...input, prompt: '灯塔' })).rejects.toMatchObject({
      message: 'IDEMPOTENCY_CONFLICT',
    })
  })

  it('sent twice at the same moment is taken once', async () => {
    await addResource(queue.test)
    const input = sampleRun()
    const runs = await Promise.all(Array.from({ length: 8 }, () => submit(input)))
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(1)
    expect(runs.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ held: 300n })
  })

  it('on an own key holds nothing', async () => {
    const owner = await addUser(queue.test, 'provider')
    await addResource(queue.test, { owner, priceE4: 90_000n })
    expect(
      await submit(
        sampleRun({ ownKey: true, tasks: [{ modelId: core, ceiling: 0n, seed: null }] }),
        owner,
      ),
    ).toMatchObject({ held: 0n })
  })
})

describe('a run is refused', () => {
  it('when the best candidate is above the ceiling the client saw', async () => {
    await addResource(queue.test, { priceE4: 12_000n })
    await expect(submit()).rejects.toMatchObject({
      message: 'PRICE_CHANGED',
      cause: { params: { modelId: core, price: '360', ceiling: '300' } },
    })
  })

  it('when nobody can run it, with the reasons', async () => {
    await addResource(queue.test, { modelIds: ['stability:ultra'] })
    await addResource(queue.test, { owner: queue.user })
    await expect(submit()).rejects.toMatchObject({
      message: 'NO_CAPACITY',
      cause: { params: { reasons: expect.arrayContaining(['MODEL_NOT_OFFERED', 'OWN_RESOURCE']) } },
    })
  })

  it('before any hold when the model does not take its language', async () => {
    await addResource(queue.test)
    await expect(submit(sampleRun({ prompt: '黎明时分的灯塔' }))).rejects.toMatchObject({
      message: 'PROMPT_LANGUAGE',
      cause: { params: { modelId: core, language: 'zh', suggestions: [] } },
    })
    expect(await balancesOf(queue.test, queue.user)).toMatchObject({ held: 0n })
  })

  const unsupported = [
    ['aspectRatio', { params: { aspectRatio: '7:5', outputFormat: 'png' as const } }],
    [
      'stylePreset',
      { params: { aspectRatio: '1:1', stylePreset: 'baroque', outputFormat: 'png' as const } },
    ],
  ] as const
  for (const [field, changes] of unsupported) {
    it(`for a ${field} that the model does not have`, async () => {
      await addResource(queue.test)
      await expect(submit(sampleRun(changes))).rejects.toMatchObject({
        message: 'PARAMS_UNSUPPORTED',
        cause: { params: { field } },
      })
    })
  }

  it('for a model that is not on offer', async () => {
    const tasks = [{ modelId: 'nobody:nothing', ceiling: 300n, seed: null }]
    await expect(submit(sampleRun({ tasks }))).rejects.toMatchObject({
      message: 'MODEL_UNAVAILABLE',
    })
  })

  it('without the credits, and for a frozen account', async () => {
    await addResource(queue.test)
    const poor = await addUser(queue.test)
    await expect(submit(sampleRun(), poor)).rejects.toMatchObject({
      message: 'INSUFFICIENT_CREDITS',
    })
    await queue.test.admin.query(`UPDATE users SET status = 'frozen' WHERE id = $1`, [
      queue.user.id,
    ])
    await expect(submit()).rejects.toMatchObject({ message: 'ACCOUNT_FROZEN' })
  })

  it('beyond a thousand unfinished tasks', async () => {
    await addResource(queue.test)
    const run = await submitTasks(queue.test, queue.user)
    await queue.test.admin.query(
      `INSERT INTO runs (id, user_id, client_id, request_hash, prompt, params, task_count)
       SELECT gen_random_uuid(), user_id, gen_random_uuid(), request_hash, prompt, params, 1 FROM runs, generate_series(1, 999) WHERE id = $1`,
      [run.runId],
    )
    await queue.test.admin.query(
      `INSERT INTO tasks (id, run_id, user_id, index, model_id, ceiling, commission_bps, cost_e4, fair_key, deadline_at)
       SELECT gen_random_uuid(), id, user_id, 1, $2, 0, 0, 30000, 1, now() + interval '1 hour' FROM runs WHERE user_id = $1`,
      [queue.user.id, core],
    )
    await expect(submit()).rejects.toMatchObject({ message: 'TOO_MANY_UNFINISHED' })
  })

  const hostile: [string, Record<string, unknown>][] = [
    ['no tasks', { tasks: [] }],
    [
      'nine tasks',
      { tasks: Array.from({ length: 9 }, () => ({ modelId: core, ceiling: 300n, seed: null })) },
    ],
    ['a negative ceiling', { tasks: [{ modelId: core, ceiling: -1n, seed: null }] }],
    ['a number for a ceiling', { tasks: [{ modelId: core, ceiling: 300, seed: null }] }],
    ['an operator for a model', { tasks: [{ modelId: { not: '' }, ceiling: 300n, seed: null }] }],
    ['an empty prompt', { prompt: '  ' }],
    ['a prompt with a NUL', { prompt: 'a\u0000b' }],
    ['an endless prompt', { prompt: 'a'.repeat(10_001) }],
    ['a field nobody asked for', { userId: uuidV7() }],
  ]
  for (const [what, change] of hostile) {
    it(`with ${what}`, async () => {
      const input = { ...sampleRun(), ...change }
      await expect(submit(input)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    })
  }
})

describe('under contention', () => {
  it('100 parallel submits on a balance for 7 take exactly 7, over two pools', async () => {
    await addResource(queue.test)
    const { deps, database } = queue.test
    const pool = createPool(database.webUrl, { applicationName: 'second web' })
    try {
      const second = { ...deps, pool, sql: poolSql(pool) }
      const outcomes = await Promise.allSettled(
        Array.from({ length: 100 }, (_, at) => {
          const input = sampleRun({ tasks: [{ modelId: core, ceiling: 1_400n, seed: null }] })
          return submitRun(userCtx(at % 2 === 0 ? deps : second, queue.user), input)
        }),
      )
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(7)
      const refusals = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [String(outcome.reason.message)] : [],
      )
      expect(new Set(refusals)).toEqual(new Set(['INSUFFICIENT_CREDITS']))
      expect(await balancesOf(queue.test, queue.user)).toMatchObject({
        available: 200n,
        held: 9_800n,
      })
      const { rows } = await queue.test.admin.query(
        'SELECT count(*)::int AS n FROM tasks WHERE user_id = $1',
        [queue.user.id],
      )
      expect(rows[0].n).toBe(7)
    } finally {
      await pool.end()
    }
  })

  it('several users at once never wait for each other in a circle', async () => {
    await addResource(queue.test)
    const users = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const user = await addUser(queue.test)
        await addCredits(queue.test, user, 100)
        return user
      }),
    )
    const runs = await Promise.all(
      users.flatMap((user) => [1, 2, 3].map(() => submitTasks(queue.test, user, 4))),
    )
    expect(runs).toHaveLength(12)
  })
})
