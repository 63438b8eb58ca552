import { creditHundredths } from '@aetherflow/db/quantities'
import { describe, expect, it, test } from 'vitest'
import { sampleResource, sampleTask } from '../testing/routing-samples.ts'
import { rankCandidates } from './rank-candidates.ts'
import type { ExclusionReason, RoutingResource, RoutingTask } from './routing-types.ts'

const now = new Date('2026-11-22T14:30:00Z')
const claiming = { now, includeWaiting: false }
const quoting = { now, includeWaiting: true }

describe('a resource is left out', () => {
  const task = sampleTask()
  const cases: [ExclusionReason, Partial<RoutingResource>, Partial<RoutingTask>?][] = [
    ['RESOURCE_NOT_ACTIVE', { active: false }],
    ['NO_CREDENTIAL', { accountId: null }],
    ['MODEL_NOT_OFFERED', { modelIds: ['stability:ultra'] }],
    ['MODEL_NOT_OFFERED', { upstreamId: 'other' }],
    ['OWN_RESOURCE', { ownerId: task.userId }],
    ['NOT_OWN_RESOURCE', {}, { ownKey: true }],
    ['CLOSED_HOURS', { hoursMask: 1 << 13 }],
    ['OVER_CEILING', { priceE4: 40_000n }],
    ['DAY_LIMIT', { dayRoomE4: 29_999n }],
    ['MONTH_LIMIT', { monthRoomE4: 29_999n }],
    ['UPSTREAM_CREDITS', { accountE4: 130_000n, floorE4: 100_001n }],
    ['RATE_LIMITED', { lockedUntil: new Date('2026-11-22T14:30:01Z') }],
    ['BREAKER_OPEN', { breaker: 'open' }],
    ['BREAKER_OPEN', { breaker: 'probing' }],
    ['RESOURCE_BUSY', { room: 0 }],
    ['MINUTE_LIMIT', { minuteRoom: 0 }],
    ['ACCOUNT_BUSY', { accountRoom: 0 }],
    ['WINDOW_LIMIT', { windowRoom: -1 }],
  ]
  for (const [reason, resource, changes] of cases) {
    test(`with ${reason} for ${Object.keys({ ...resource, ...changes }).join(', ')}`, () => {
      const only = sampleResource(resource)
      expect(rankCandidates({ ...task, ...changes }, [only], claiming)).toEqual({
        candidates: [],
        excluded: [{ resourceId: only.id, reason }],
        reasons: [{ reason, count: 1 }],
        able: 0,
        cheapest: null,
      })
    })
  }

  it('when it failed this task before', () => {
    const only = sampleResource()
    const again = sampleTask({ excluded: [only.id] })
    expect(rankCandidates(again, [only], claiming).excluded).toEqual([
      { resourceId: only.id, reason: 'FAILED_BEFORE' },
    ])
  })
})

describe('a resource is kept', () => {
  it('exactly at its limits', () => {
    const only = sampleResource({
      dayRoomE4: 30_000n,
      monthRoomE4: 30_000n,
      accountE4: 40_000n,
      floorE4: 10_000n,
      room: 1,
    })
    const task = sampleTask({ ceiling: creditHundredths(300n) })
    expect(rankCandidates(task, [only], claiming).candidates).toMatchObject([
      { resourceId: only.id, price: 300n },
    ])
  })

  it('as the probe of a half-open breaker', () => {
    expect(
      rankCandidates(sampleTask(), [sampleResource({ breaker: 'half-open' })], claiming).candidates,
    ).toHaveLength(1)
  })

  it('while it is busy, when a quote asks who could run the task', () => {
    const busy = sampleResource({ room: 0 })
    expect(rankCandidates(sampleTask(), [busy], quoting).candidates).toMatchObject([
      { waitsFor: 'RESOURCE_BUSY' },
    ])
  })

  it("for its owner's own key, whatever its price, at no charge", () => {
    const own = sampleResource({ priceE4: 999_999n })
    const task = sampleTask({ ownKey: true, userId: own.ownerId, ceiling: creditHundredths(0n) })
    expect(rankCandidates(task, [own], claiming).candidates).toMatchObject([
      { resourceId: own.id, price: 0n },
    ])
  })
})

describe('the order', () => {
  const record = (delivered: number, failed: number, latencyMs: number) =>
    new Map([['stability:core', { delivered, failed, latencyMs, latencyP95: latencyMs * 2 }]])
  const cheap = sampleResource({ priceE4: 8_000n, records: record(100, 10, 9_000) })
  const quick = sampleResource({ priceE4: 11_000n, records: record(100, 0, 2_000) })

  it('follows the preference', () => {
    const first = (preference: RoutingTask['preference']) =>
      rankCandidates(sampleTask({ preference }), [quick, cheap], claiming).candidates[0]?.resourceId
    expect(first('cheapest')).toBe(cheap.id)
    expect(first('fastest')).toBe(quick.id)
  })

  it('gives a newcomer a chance next to a mediocre record', () => {
    const mediocre = sampleResource({ records: record(80, 20, 8_000) })
    const newcomer = sampleResource()
    expect(
      rankCandidates(sampleTask(), [mediocre, newcomer], claiming).candidates[0]?.resourceId,
    ).toBe(newcomer.id)
  })

  it('prefers the less loaded of equals', () => {
    const loaded = sampleResource({ room: 1 })
    const free = sampleResource({ room: 4 })
    expect(rankCandidates(sampleTask(), [loaded, free], claiming).candidates[0]?.resourceId).toBe(
      free.id,
    )
  })

  it('shares the work between equals', () => {
    const equals = Array.from({ length: 4 }, () => sampleResource())
    const firsts = Array.from(
      { length: 400 },
      () => rankCandidates(sampleTask(), equals, claiming).candidates[0]?.resourceId,
    )
    for (const { id } of equals) {
      expect(firsts.filter((first) => first === id).length).toBeGreaterThan(50)
    }
  })

  it('names three at most', () => {
    const many = Array.from({ length: 9 }, () => sampleResource())
    expect(rankCandidates(sampleTask(), many, claiming).candidates).toHaveLength(3)
  })
})
