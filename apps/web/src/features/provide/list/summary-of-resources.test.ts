import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { expect, test } from 'vitest'
import { sampleResource } from '../../testing/sample-resource.ts'
import { summaryOfResources } from './summary-of-resources.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const live = sampleResource()
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
