import { describe, expect, it } from 'vitest'
import { createCaller } from '../app-router.ts'
import { userCtx } from '../testing/contexts.ts'
import { addResource, core, forgetViews, submitTasks } from './testing/arrange-tasks.ts'
import { queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()
const caller = () => createCaller(userCtx(queue.test.deps, queue.user)).tasks
const one = [{ modelId: core, count: 1 }]

describe('a quote', () => {
  it('shows the best candidate per image and in all', async () => {
    await addResource(queue.test, { priceE4: 9_000n })
    await addResource(queue.test, { priceE4: 12_000n })
    const quote = await caller().quote({
      preference: 'cheapest',
      models: [
        { modelId: core, count: 4 },
        { modelId: 'stability:ultra', count: 1 },
      ],
    })
    expect(quote.lines[0]).toMatchObject({
      price: 270n,
      ceiling: 270n,
      total: 1_080n,
      candidates: 2,
      candidatePrices: [270n, 360n],
      priceSteps: [
        { price: 270n, providers: 1 },
        { price: 360n, providers: 2 },
      ],
      waitsFor: null,
      reasons: [],
    })
    expect(quote).toMatchObject({ total: 1_800n, ceilingTotal: 1_800n })
  })

  it('is what submit accepts', async () => {
    await addResource(queue.test, { priceE4: 11_111n })
    const { lines } = await caller().quote({ models: one })
    const ceiling = lines[0]?.ceiling ?? 0n
    expect(ceiling).toBe(334n)
    await expect(
      submitTasks(queue.test, queue.user, 1, { tasks: [{ modelId: core, ceiling, seed: null }] }),
    ).resolves.toMatchObject({ held: 334n })
    await expect(
      submitTasks(queue.test, queue.user, 1, {
        tasks: [{ modelId: core, ceiling: ceiling - 1n, seed: null }],
      }),
    ).rejects.toMatchObject({ message: 'PRICE_CHANGED' })
  })

  it('says why nobody can run it', async () => {
    await addResource(queue.test, { owner: queue.user })
    const quote = await caller().quote({ models: one })
    expect(quote.lines[0]).toMatchObject({
      price: null,
      candidates: 0,
      reasons: [{ reason: 'OWN_RESOURCE', count: 1 }],
    })
    expect(quote.total).toBeNull()
  })

  it('counts a busy resource as open, and says what it waits for', async () => {
    const resource = await addResource(queue.test, { concurrency: 1 })
    await queue.test.admin.query(
      'UPDATE resource_counters SET in_flight = 1 WHERE resource_id = $1',
      [resource.id],
    )
    forgetViews(queue.test)
    expect((await caller().quote({ models: one })).lines[0]).toMatchObject({
      price: 300n,
      waitsFor: 'RESOURCE_BUSY',
    })
  })

  it('explains a language before submit, and names models that take it', async () => {
    await addResource(queue.test)
    const chinese = await caller().quote({ prompt: '黎明时分的灯塔', models: one })
    expect(chinese.lines[0]?.language).toEqual({ found: 'zh', takes: ['en'] })
    expect(chinese.suggestions).toEqual([])
    await queue.test.admin.query(
      `UPDATE models SET capability = jsonb_set(capability, '{promptLanguages}', '["en","zh"]') WHERE id = 'stability:ultra'`,
    )
    forgetViews(queue.test)
    expect((await caller().quote({ prompt: '黎明时分的灯塔', models: one })).suggestions).toEqual([
      'stability:ultra',
    ])
  })

  it('names no model that does something else with the words', async () => {
    await addResource(queue.test)
    await queue.test.admin.query(
      `UPDATE models SET capability = jsonb_set(capability, '{promptLanguages}', '[]')
       WHERE id IN ('stability:ultra', 'stability:inpaint', 'stability:upscale-fast')`,
    )
    forgetViews(queue.test)
    const suggested = async (modelId: string) =>
      (await caller().quote({ prompt: '黎明时分的灯塔', models: [{ modelId, count: 1 }] }))
        .suggestions
    expect(await suggested(core)).toEqual(['stability:ultra'])
    expect(await suggested('stability:erase')).toEqual(['stability:inpaint'])
    expect(await suggested('stability:upscale-conservative')).toEqual([])
  })

  it('is nothing for an own key, on own resources only', async () => {
    await addResource(queue.test, { owner: queue.user, priceE4: 50_000n })
    expect(await caller().quote({ ownKey: true, models: one })).toMatchObject({
      total: 0n,
      ceilingTotal: 0n,
    })
  })

  it('refuses an unknown model and more than eight images', async () => {
    await expect(
      caller().quote({ models: [{ modelId: 'nobody:x', count: 1 }] }),
    ).rejects.toMatchObject({ message: 'MODEL_UNAVAILABLE' })
    await expect(
      caller().quote({
        models: [
          { modelId: core, count: 8 },
          { modelId: core, count: 1 },
        ],
      }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})

describe('the list of models', () => {
  it('is open to visitors, with price, capability and who is open', async () => {
    await addResource(queue.test, { priceE4: 9_000n, modelIds: [core] })
    const visitor = createCaller({ ...userCtx(queue.test.deps, queue.user), actor: null }).tasks
    const { models } = await visitor.models()
    expect(models.find(({ id }) => id === core)).toMatchObject({
      name: 'Stable Image Core',
      costE4: 30_000n,
      price: 270n,
      open: 1,
      priceSteps: [{ price: 270n, providers: 1 }],
      typicalMs: null,
    })
    expect(models.find(({ id }) => id === 'stability:ultra')).toMatchObject({
      price: null,
      open: 0,
    })
    expect(models[0]?.capability.aspectRatios).toContain('1:1')
  })

  it('gives a typical time once enough were measured', async () => {
    const resource = await addResource(queue.test)
    await queue.test.admin.query(
      `INSERT INTO resource_model_stats (resource_id, model_id, delivered, latency_ms, latency_p95, updated_at) VALUES ($1, $2, 12, 4200, 9000, now())`,
      [resource.id, core],
    )
    forgetViews(queue.test)
    const { models } = await caller().models()
    // Twelve deliveries beside three of the usual 8 s.
    expect(models.find(({ id }) => id === core)?.typicalMs).toBe(4_778)
  })
})
