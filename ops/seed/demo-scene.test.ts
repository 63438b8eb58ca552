import { randomBytes } from 'node:crypto'
import { Secret } from '@aetherflow/crypto/secret'
import { createUpstreams, simulatedAddresses } from '@aetherflow/integrations/image/upstreams'
import { type Simulator, startSimulator } from '@aetherflow/simulator/start-simulator'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { offers, runs } from './demo-scene.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({
    port: 0,
    host: '127.0.0.1',
    sandboxSecret: randomBytes(32).toString('hex'),
    sandboxMerchant: 'aetherflow-demo',
  })
})
afterAll(() => simulator.close())

it('offers models of at least four upstreams', () => {
  expect(new Set(offers.map(({ upstreamId }) => upstreamId)).size).toBeGreaterThanOrEqual(4)
})

it('declares a budget exactly where the vendor tells no balance', async () => {
  const upstreams = createUpstreams({ baseUrls: simulatedAddresses(simulator.url) })
  for (const offer of offers) {
    const check = await upstreams
      .get(offer.upstreamId)
      ?.checkKey(new Secret(offer.key), { timeoutMs: 5000 })
    expect(check, offer.name).toMatchObject({ kind: 'valid' })
    const tellsNone = check?.kind === 'valid' && check.balanceE4 === null
    expect('budgetE4' in offer, offer.name).toBe(tellsNone)
  }
})

it('makes what is on offer, in a shape and a format of the model', () => {
  const offered = new Set<string>(offers.map(({ upstreamId }) => upstreamId))
  const models = [...createUpstreams().values()].flatMap((upstream) => upstream.models)
  for (const run of runs) {
    const model = models.find(({ id }) => id === run.modelId)
    expect(offered.has(run.modelId.split(':')[0] ?? '')).toBe(true)
    expect(model?.capability.aspectRatios).toContain(run.aspectRatio)
    const format = 'outputFormat' in run ? run.outputFormat : 'webp'
    expect(model?.capability.outputFormats).toContain(format)
  }
})
