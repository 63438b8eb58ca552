import { poolSql } from '@aetherflow/db/sql'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyoneCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { listCatalogue } from './list-catalogue.ts'
import { publishCatalogue } from './publish-catalogue.ts'
import { catalogueOutput } from './schemas.ts'

let t: TestDeps
let stability: ImageUpstream
beforeAll(async () => {
  t = await createTestDeps()
  const known = t.deps.upstreams.get('stability')
  if (known === undefined) throw new Error('no upstream')
  stability = known
})
afterAll(() => t.close())

const list = async () => catalogueOutput.parse(await listCatalogue(anyoneCtx(t.deps)))
const publish = (upstream: ImageUpstream, depositOpen = true) =>
  publishCatalogue(poolSql(t.admin), [upstream], { depositOpen, reason: 'test' })
const prices = async () => {
  const { rows } = await t.admin.query(
    `SELECT version, cost_e4 FROM model_prices WHERE model_id = 'stability:core' ORDER BY version`,
  )
  return rows.map(({ version, cost_e4 }) => [version, cost_e4])
}

test('lists what the adapters publish, at what it costs there', async () => {
  const { upstreams, demoKeysOnly } = await list()
  expect(demoKeysOnly).toBe(true)
  expect(upstreams.map(({ id }) => id).toSorted()).toEqual([...t.deps.upstreams.keys()].toSorted())
  const listed = upstreams.find(({ id }) => id === 'stability')
  expect(listed).toMatchObject({
    name: 'Stability AI',
    host: 'api.stability.ai',
    depositOpen: true,
  })
  expect(listed?.models.map(({ id, costE4 }) => [id, costE4])).toEqual(
    stability.models.map(({ id, costE4 }) => [id, costE4]),
  )
})

test('adds nothing when it is published again, and a price version only for a new price', async () => {
  const before = await prices()
  await publish(stability)
  expect(await prices()).toEqual(before)
  const dearer = {
    ...stability,
    models: stability.models.map((model) =>
      model.id === 'stability:core' ? { ...model, costE4: model.costE4 + 1n } : model,
    ),
  }
  await publish(dearer)
  await publish(dearer)
  expect(await prices()).toEqual([...before, [2, String(BigInt(before[0]?.[1]) + 1n)]])
})

test('neither opens nor closes deposits that an operator decided about', async () => {
  await publish(stability, false)
  expect((await list()).upstreams[0]?.depositOpen).toBe(true)
  await t.admin.query(`UPDATE upstreams SET deposit_open = false`)
  await publish(stability, true)
  expect((await list()).upstreams[0]?.depositOpen).toBe(false)
})

test('leaves out a model that is not active', async () => {
  await t.admin.query(`UPDATE models SET active = false WHERE id = 'stability:ultra'`)
  const ids = (await list()).upstreams[0]?.models.map(({ id }) => id)
  expect(ids).not.toContain('stability:ultra')
})
