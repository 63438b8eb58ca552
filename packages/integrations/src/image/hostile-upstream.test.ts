import { inspect } from 'node:util'
import { Secret } from '@aetherflow/crypto/secret'
import { startSimulator } from '@aetherflow/simulator/start-simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sharesTextWith } from '../http/redact-detail.ts'
import { hostileBehaviours } from '../testing/hostile/hostile-behaviours.ts'
import {
  type Behaviour,
  type HostileProxy,
  hostileProxy,
} from '../testing/hostile/hostile-proxy.ts'
import { simulatedSetup } from '../testing/simulated-setup.ts'
import { fittingCall } from './contract/fitting-call.ts'
import type { ImageUpstreamSetup, Under } from './contract/setup.ts'
import { imageFormat } from './image-format.ts'
import type { GenerateOutcome, PublishedModel } from './image-upstream.ts'
import { upstreamConstructors } from './upstreams.ts'

let keys = 0
/** An account of its own each time: what a vendor bills for nothing must not end its credits. */
const newKey = () => new Secret(`sk-sim-q7lmp2vxw9rtb4nkc8jdf1hgs6ya3uze5o-${(keys += 1)}`)
/** A call of a vendor that draws before it misbehaves, and of one that does not. */
const patienceMs = { drawing: 3000, quick: 400 }

type Vendor = { id: string; under: Under; proxy: HostileProxy }
let vendors: Vendor[] = []
let world: ImageUpstreamSetup
beforeAll(async () => {
  world = await simulatedSetup({
    start: startSimulator,
    create: (baseUrl) => upstreamConstructors['stability']?.({ baseUrl }) ?? noVendor(),
    offers: { balance: true, account: true },
    foreign: 'LANGUAGE_UNSUPPORTED',
  })
  const { origin } = new URL(world.address)
  vendors = await Promise.all(
    Object.entries(upstreamConstructors).map(async ([id, create]) => {
      const proxy = await hostileProxy(origin)
      const upstream = create({ baseUrl: `${proxy.url}/${id}` })
      return { id, under: { setup: world, upstream }, proxy }
    }),
  )
})
afterAll(async () => {
  await Promise.all(vendors.map(({ proxy }) => proxy[Symbol.asyncDispose]()))
  await world.close()
})

function noVendor(): never {
  throw new Error('no such vendor')
}

/** One model of each way of answering: what a vendor draws with first, and its first job. */
function modelsOf(models: readonly PublishedModel[]): PublishedModel[] {
  const classes = ['at-most-once', 'job-id'] as const
  return classes.flatMap((callClass) => models.find((model) => model.callClass === callClass) ?? [])
}

/** Whatever became of it: something that is safe to store. */
function expectSafe(outcome: GenerateOutcome): void {
  if (outcome.kind === 'unknown') return
  expect(outcome.upstreamRequestId ?? 'a').toMatch(/^[\w.:-]{1,128}$/)
  if (outcome.kind === 'image') {
    const { bytes, seed, costE4 } = outcome
    expect(imageFormat(bytes)).not.toBeNull()
    expect(seed === null || (Number.isSafeInteger(seed) && seed >= 0)).toBe(true)
    expect(costE4 === null || costE4 >= 0n).toBe(true)
    return
  }
  const { detail = '', retryAfterMs = 0 } = outcome
  expect(detail.length).toBeLessThanOrEqual(200)
  expect(detail).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  expect(retryAfterMs >= 0 && retryAfterMs <= 3_600_000).toBe(true)
}

/** Lets every vendor misbehave at once, and answers those that brought a picture nevertheless. */
async function picturesFrom(behaviour: Behaviour): Promise<string[]> {
  const found = await Promise.all(
    vendors.map(async ({ id, under, proxy }) => {
      const delivered: string[] = []
      for (const model of modelsOf(under.upstream.models)) {
        proxy.behave(behaviour)
        const key = newKey()
        const jobs: string[] = []
        const onJob = async (job: string) => void jobs.push(job)
        const timeoutMs = behaviour.takesTime === true ? patienceMs.drawing : patienceMs.quick
        const call = fittingCall(under, model, { key, timeoutMs, onJob })
        const outcome = await under.upstream.generate(call)
        expectSafe(outcome)
        const said = inspect([{ ...outcome, bytes: null }, jobs], { depth: 9 })
        expect(sharesTextWith(said, key, 10), `${id}: ${said}`).toBe(false)
        expect(proxy.tripped, id).toEqual([])
        if (outcome.kind === 'image' && proxy.hasMisbehaved())
          delivered.push(`${model.id}: ${outcome.bytes.byteLength} bytes`)
      }
      return delivered
    }),
  )
  return found.flat()
}

it('is tried in at least sixty ways, each with its own name', () => {
  const names = hostileBehaviours.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(60)
})

describe('a vendor that answers with', () => {
  it.each(hostileBehaviours.map((behaviour) => [behaviour.name, behaviour] as const))(
    '%s',
    async (_name, behaviour) => {
      const delivered = await picturesFrom(behaviour)
      expect(behaviour.mayDeliver === true ? [] : delivered).toEqual([])
    },
    60_000,
  )

  it('nothing wrong brings its pictures through the same wire', async () => {
    for (const { under, proxy } of vendors) {
      proxy.behave(null)
      for (const model of modelsOf(under.upstream.models)) {
        const call = fittingCall(under, model, { key: newKey(), timeoutMs: 20_000 })
        expect(await under.upstream.generate(call), model.id).toMatchObject({ kind: 'image' })
      }
    }
  }, 60_000)
})
