import { creditHundredths } from '@aetherflow/db/quantities'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleResource, sampleTask } from '../testing/routing-samples.ts'
import { rankCandidates } from './rank-candidates.ts'
import type { RoutingResource, RoutingTask } from './routing-types.ts'

const now = new Date('2026-11-22T14:30:00Z')
const all = { now, includeWaiting: false, limit: 100 }

const resource: fc.Arbitrary<RoutingResource> = fc
  .record({
    id: fc.uuid(),
    ownerId: fc.uuid(),
    active: fc.boolean(),
    priceE4: fc.bigInt(1n, 60_000n),
    hoursMask: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
    floorE4: fc.bigInt(0n, 50_000n),
    accountE4: fc.bigInt(0n, 200_000n),
    room: fc.integer({ min: -1, max: 5 }),
    breaker: fc.constantFrom(
      'closed' as const,
      'open' as const,
      'half-open' as const,
      'probing' as const,
    ),
    delivered: fc.float({ min: 0, max: 500, noNaN: true }),
    failed: fc.float({ min: 0, max: 100, noNaN: true }),
    latencyMs: fc.integer({ min: 0, max: 120_000 }),
  })
  .map(({ delivered, failed, latencyMs, ...rest }) =>
    sampleResource({
      ...rest,
      records: new Map([
        ['stability:core', { delivered, failed, latencyMs, latencyP95: latencyMs }],
      ]),
    }),
  )

const able = resource.map((any) => ({
  ...any,
  active: true,
  hoursMask: 2 ** 24 - 1,
  accountE4: 1_000_000n,
  room: 3,
  breaker: 'closed' as const,
}))

const task: fc.Arbitrary<RoutingTask> = fc
  .record({
    id: fc.uuid(),
    userId: fc.uuid(),
    preference: fc.constantFrom('cheapest' as const, 'balanced' as const, 'fastest' as const),
    ceiling: fc.bigInt(25n, 2_000n).map(creditHundredths),
  })
  .map(sampleTask)

const distinct = (items: fc.Arbitrary<RoutingResource>, minLength = 0) =>
  fc.uniqueArray(items, { selector: ({ id }) => id, minLength, maxLength: 8 })

describe('ranking', () => {
  it('names each resource exactly once, as a candidate or with a reason', () => {
    fc.assert(
      fc.property(task, distinct(resource), (asked, resources) => {
        const { candidates, excluded } = rankCandidates(asked, resources, all)
        const named = [...candidates, ...excluded].map(({ resourceId }) => resourceId)
        expect(named.toSorted()).toEqual(resources.map(({ id }) => id).toSorted())
      }),
    )
  })

  it('never proposes a price above the ceiling or below 0.25', () => {
    fc.assert(
      fc.property(task, distinct(resource), (asked, resources) => {
        for (const { price } of rankCandidates(asked, resources, all).candidates) {
          expect(price).toBeGreaterThanOrEqual(25n)
          expect(price).toBeLessThanOrEqual(asked.ceiling ?? 0n)
        }
      }),
    )
  })

  it('never places a resource lower for asking less', () => {
    fc.assert(
      fc.property(task, distinct(able, 2), fc.bigInt(1n, 60_000n), (asked, resources, less) => {
        const [subject, ...others] = resources
        if (subject === undefined || less > subject.priceE4) return
        const place = (priceE4: bigint) => {
          const { candidates } = rankCandidates(asked, [{ ...subject, priceE4 }, ...others], all)
          const at = candidates.findIndex(({ resourceId }) => resourceId === subject.id)
          return at === -1 ? Infinity : at
        }
        expect(place(less)).toBeLessThanOrEqual(place(subject.priceE4))
      }),
    )
  })

  it('never proposes a resource that failed the task before', () => {
    fc.assert(
      fc.property(task, distinct(able, 1), fc.nat(), (asked, resources, pick) => {
        const failed = resources[pick % resources.length]
        if (failed === undefined) return
        const { candidates } = rankCandidates({ ...asked, excluded: [failed.id] }, resources, all)
        expect(candidates.map(({ resourceId }) => resourceId)).not.toContain(failed.id)
      }),
    )
  })

  it('favours no account: other ids change nothing but the order of equals', () => {
    fc.assert(
      fc.property(
        task,
        distinct(able),
        fc.array(fc.uuid(), { minLength: 16, maxLength: 16 }),
        (asked, resources, ids) => {
          const renamed = resources.map((one, at) => ({
            ...one,
            id: `${ids[at]}-${at}`,
            ownerId: `${ids[at + 8]}-${at}`,
          }))
          const scores = (pool: RoutingResource[]) =>
            rankCandidates(asked, pool, all).candidates.map(({ score, price }) => [
              Math.round(score * 1e9),
              price,
            ])
          expect(scores(renamed)).toEqual(scores(resources))
        },
      ),
    )
  })

  it('does not depend on the order in which resources are listed', () => {
    fc.assert(
      fc.property(task, distinct(resource), (asked, resources) => {
        const ids = (pool: RoutingResource[]) =>
          rankCandidates(asked, pool, all).candidates.map(({ resourceId }) => resourceId)
        expect(ids(resources.toReversed())).toEqual(ids(resources))
      }),
    )
  })

  it('says why when nobody can run it', () => {
    fc.assert(
      fc.property(task, distinct(resource, 1), (asked, resources) => {
        const { candidates, excluded } = rankCandidates(
          asked,
          resources.map((one) => ({ ...one, active: false })),
          all,
        )
        expect(candidates).toEqual([])
        expect(excluded.every(({ reason }) => reason === 'RESOURCE_NOT_ACTIVE')).toBe(true)
        expect(excluded).toHaveLength(resources.length)
      }),
    )
  })
})
