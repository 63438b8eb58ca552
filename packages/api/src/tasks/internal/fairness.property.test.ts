import { creditHundredths } from '@aetherflow/db/quantities'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleResource, sampleTask } from '../testing/routing-samples.ts'
import { rankCandidates } from './rank-candidates.ts'
import { routingPolicies } from './routing-policy.ts'
import type { Preference, RoutingResource } from './routing-types.ts'

const now = new Date('2026-11-22T14:30:00Z')
const model = 'stability:core'
const record = (delivered: number, failed: number, latencyMs: number) =>
  new Map([[model, { delivered, failed, latencyMs, latencyP95: latencyMs * 2 }]])
const preference = fc.constantFrom<Preference>('cheapest', 'balanced', 'fastest')
/** A market of so many equal offers, each with some places. */
const equals = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 8 })
  .map((places) =>
    places.map((concurrencyLimit) => sampleResource({ concurrencyLimit, room: concurrencyLimit })),
  )

/** Rounds of work: everything pending is offered, what was given runs for a few rounds. */
function work(resources: RoutingResource[], tasks: number, rounds: number, wanted: Preference) {
  const served = new Map(resources.map(({ id }) => [id, 0]))
  const pending = Array.from({ length: tasks }, () => sampleTask({ preference: wanted }))
  const running: { id: string; until: number }[] = []
  let waited = 0
  for (let round = 0; round < rounds && pending.length > 0; round++) {
    for (const done of running.filter(({ until }) => until <= round)) {
      const resource = resources.find(({ id }) => id === done.id)
      if (resource !== undefined) resource.room += 1
    }
    running.splice(0, running.length, ...running.filter(({ until }) => until > round))
    for (;;) {
      const [task] = pending
      // Each claim proposes from the market as the one before it left it.
      const market = resources.map((resource) => ({ ...resource }))
      const best =
        task && rankCandidates(task, market, { now, includeWaiting: false }).candidates[0]
      const resource = resources.find(({ id }) => id === best?.resourceId)
      if (resource === undefined) break
      resource.room -= 1
      served.set(resource.id, (served.get(resource.id) ?? 0) + 1)
      running.push({ id: resource.id, until: round + 2 })
      pending.shift()
    }
    waited = round
  }
  return { served, left: pending.length, waited }
}

describe('under sustained load', () => {
  it('every one of equal offers gets work, and none gets all', () => {
    fc.assert(
      fc.property(equals, preference, (resources, wanted) => {
        const places = resources.reduce((sum, { concurrencyLimit }) => sum + concurrencyLimit, 0)
        const { served } = work(resources, places * 6, 100, wanted)
        for (const [, count] of served) expect(count).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })

  it('lightly loaded equals share by lot: over many tasks each gets its part', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), preference, (size, wanted) => {
        const market = Array.from({ length: size }, () => sampleResource())
        const firsts = new Map<string, number>()
        for (let at = 0; at < size * 60; at++) {
          const task = sampleTask({ preference: wanted })
          const [best] = rankCandidates(task, market, { now, includeWaiting: false }).candidates
          if (best !== undefined)
            firsts.set(best.resourceId, (firsts.get(best.resourceId) ?? 0) + 1)
        }
        // 60 expected of each; below 25 once in far more runs than there will ever be.
        for (const { id } of market) expect(firsts.get(id) ?? 0).toBeGreaterThan(25)
      }),
      { numRuns: 20 },
    )
  })

  it('every task is given out in the time that the places allow', () => {
    fc.assert(
      fc.property(equals, fc.integer({ min: 1, max: 60 }), preference, (market, tasks, wanted) => {
        const places = market.reduce((sum, { concurrencyLimit }) => sum + concurrencyLimit, 0)
        const { left, waited } = work(market, tasks, 1_000, wanted)
        expect(left).toBe(0)
        expect(waited).toBeLessThanOrEqual(2 * Math.ceil(tasks / places))
      }),
      { numRuns: 60 },
    )
  })
})

const able = fc
  .record({
    id: fc.uuid(),
    ownerId: fc.uuid(),
    priceE4: fc.bigInt(1_000n, 60_000n),
    delivered: fc.float({ min: 0, max: 50, noNaN: true }),
    failed: fc.float({ min: 0, max: 50, noNaN: true }),
    latencyMs: fc.integer({ min: 250, max: 120_000 }),
  })
  .map(({ delivered, failed, latencyMs, ...rest }) =>
    sampleResource({ ...rest, records: record(delivered, failed, latencyMs) }),
  )
const market = fc.uniqueArray(able, { selector: ({ id }) => id, minLength: 2, maxLength: 8 })
const any = { now, includeWaiting: false, limit: 100 }
const free = { ceiling: creditHundredths(1_000_000n) }

describe('a place in the ranking', () => {
  const placeOf = (resources: readonly RoutingResource[], id: string, wanted: Preference) =>
    rankCandidates(sampleTask({ id: 'same', preference: wanted, ...free }), resources, any)
      .candidates.map(({ resourceId }) => resourceId)
      .indexOf(id)
  const worse = (change: (subject: RoutingResource) => RoutingResource) =>
    fc.property(market, preference, (resources, wanted) => {
      const [subject, ...others] = resources
      if (subject === undefined) return
      const before = placeOf(resources, subject.id, wanted)
      const after = placeOf([change(subject), ...others], subject.id, wanted)
      expect(after).toBeGreaterThanOrEqual(before)
    })

  it('never rises with a higher price', () => {
    fc.assert(worse((one) => ({ ...one, priceE4: one.priceE4 * 2n })))
  })
  it('never rises with more failures', () => {
    fc.assert(
      worse((one) => {
        const known = one.records.get(model)
        return {
          ...one,
          records: record(known?.delivered ?? 0, (known?.failed ?? 0) + 20, known?.latencyMs ?? 0),
        }
      }),
    )
  })
  it('never rises with slower calls', () => {
    fc.assert(
      worse((one) => {
        const known = one.records.get(model)
        return {
          ...one,
          records: record(known?.delivered ?? 0, known?.failed ?? 0, (known?.latencyMs ?? 0) * 3),
        }
      }),
    )
  })
})

describe('nobody is exempt', () => {
  it('whoever owns a resource and whatever it is called, the same are able and for the same reasons', () => {
    const anyone = able.chain((one) =>
      fc
        .record({
          active: fc.boolean(),
          room: fc.integer({ min: 0, max: 2 }),
          hoursMask: fc.constantFrom(0, 2 ** 24 - 1),
        })
        .map((changes) => ({ ...one, ...changes })),
    )
    const mixed = fc.uniqueArray(anyone, { selector: ({ id }) => id, minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(mixed, preference, fc.uuid(), (resources, wanted, salt) => {
        const task = sampleTask({ preference: wanted, ...free })
        const renamed = resources.map((one) => ({
          ...one,
          id: `${salt}${one.id}`,
          ownerId: `${salt}${one.ownerId}`,
          accountId: `${salt}${one.accountId}`,
        }))
        const [before, after] = [resources, renamed].map((pool) => rankCandidates(task, pool, any))
        expect(after?.able).toBe(before?.able)
        expect(after?.cheapest).toBe(before?.cheapest)
        expect(after?.reasons).toEqual(before?.reasons)
      }),
    )
  })

  it('the same question has the same answer', () => {
    fc.assert(
      fc.property(market, preference, (resources, wanted) => {
        const task = sampleTask({ preference: wanted })
        const copy = structuredClone(resources)
        expect(rankCandidates(task, copy, any)).toEqual(rankCandidates(task, resources, any))
      }),
    )
  })
})

describe('a preference does what it says', () => {
  const cheap = () => sampleResource({ priceE4: 5_000n, records: record(50, 0, 30_000) })
  const quick = () => sampleResource({ priceE4: 10_000n, records: record(50, 0, 1_000) })
  const sound = () => sampleResource({ priceE4: 10_000n, records: record(50, 0, 8_000) })
  const shaky = () => sampleResource({ priceE4: 10_000n, records: record(25, 25, 8_000) })
  const first = (wanted: Preference, pool: RoutingResource[]) =>
    rankCandidates(sampleTask({ preference: wanted, ...free }), pool, any).candidates[0]?.resourceId

  it('cheapest takes the cheap one, fastest the quick one, each takes the sound one', () => {
    const pool = [cheap(), quick()]
    expect(first('cheapest', pool)).toBe(pool[0]?.id)
    expect(first('fastest', pool)).toBe(pool[1]?.id)
    const other = [sound(), shaky()]
    for (const wanted of ['cheapest', 'balanced', 'fastest'] as const)
      expect(first(wanted, other)).toBe(other[0]?.id)
  })

  it('the weights of each add up to one, in every policy', () => {
    for (const { weights } of routingPolicies.values())
      for (const { price, success, latency } of Object.values(weights))
        expect(price + success + latency).toBeCloseTo(1, 12)
  })
})
