import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { expect, test } from 'vitest'
import { summaryOfResources } from './summary-of-resources.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const live: ResourceView = {
  id: 'a',
  name: 'Studio',
  kind: 'deposited_key',
  upstreamId: 'stability',
  upstreamName: 'Stability AI',
  maskedTail: '…a1b2',
  status: 'active',
  statusReason: null,
  statusAt: noon,
  priceE4: 10_000n,
  dailyLimitE4: 1_000n,
  monthlyLimitE4: 10_000n,
  floorBalanceE4: 0n,
  concurrencyLimit: 5,
  requestsPerMinute: 60,
  modelIds: [],
  hours: [12],
  usedTodayE4: 0n,
  usedThisMonthE4: 0n,
  inFlight: 0,
  upstreamBalanceE4: 500n,
  upstreamBalanceAt: noon,
  createdAt: noon,
}
const stat = { resourceId: 'a', delivered: 0, successPercent: null, earned: 0n, earnedToday: 0n }

test('counts what is live and what needs its owner', () => {
  const resources: ResourceView[] = [
    live,
    { ...live, status: 'paused', statusReason: 'owner' },
    { ...live, status: 'paused', statusReason: 'not_live' },
    { ...live, status: 'error', statusReason: 'KEY_REFUSED' },
    { ...live, usedTodayE4: 1_000n },
  ]
  expect(summaryOfResources(resources, [], noon)).toMatchObject({ total: 5, live: 2, attention: 3 })
})

test('a share of all resources weighs each by its images', () => {
  const stats = [
    { ...stat, delivered: 90, successPercent: 90, earned: 500n, earnedToday: 20n },
    { ...stat, delivered: 100, successPercent: 100, earned: 1n, earnedToday: 0n },
    stat,
  ]
  expect(summaryOfResources([live], stats, noon)).toMatchObject({
    delivered: 190,
    successPercent: 95,
    earned: 501n,
    earnedToday: 20n,
  })
})

test('before the first image there is no share', () => {
  expect(summaryOfResources([live], [stat], noon).successPercent).toBeNull()
})

test('what is not known is not said to be nothing', () => {
  expect(summaryOfResources([live], undefined, noon).delivered).toBeNull()
  expect(summaryOfResources([live], [stat], noon).delivered).toBe(0)
})
