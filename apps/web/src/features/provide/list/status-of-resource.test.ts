import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { expect, test } from 'vitest'
import { isVerified, nextAction, reasonOf, standingOf } from './status-of-resource.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const live: ResourceView = {
  id: '0190f1b0-0000-7000-8000-000000000000',
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
  hours: [12, 13],
  usedTodayE4: 0n,
  usedThisMonthE4: 0n,
  inFlight: 0,
  upstreamBalanceE4: 500n,
  upstreamBalanceAt: noon,
  createdAt: noon,
}

test.each<[Partial<ResourceView>, string, string | null]>([
  [{}, 'live', 'pause'],
  [{ inFlight: 2 }, 'busy', 'pause'],
  [{ hours: [3] }, 'closedHours', 'pause'],
  [{ usedTodayE4: 1_000n }, 'dayLimit', 'pause'],
  [{ usedThisMonthE4: 10_000n }, 'monthLimit', 'pause'],
  [{ upstreamBalanceE4: 0n }, 'lowBalance', 'pause'],
  [{ status: 'paused', statusReason: 'owner' }, 'paused', 'resume'],
  [{ status: 'paused', statusReason: 'not_live' }, 'notLive', 'finish'],
  [{ status: 'paused', statusReason: 'shared_account' }, 'sharedAccount', null],
  [{ status: 'verifying' }, 'verifying', 'finish'],
  [{ status: 'verifying', statusReason: 'recheck' }, 'rechecking', null],
  [{ status: 'error', statusReason: 'OUT_OF_CREDITS' }, 'stopped', 'recheck'],
  [{ status: 'error', upstreamBalanceAt: null }, 'refused', 'finish'],
  [{ status: 'disabled' }, 'disabled', null],
])('%o stands as %s, next is %s', (change, standing, action) => {
  const found = standingOf({ ...live, ...change }, noon)
  expect(found).toBe(standing)
  expect(nextAction(found)).toBe(action)
})

test('a key without a reading of its balance never passed its check', () => {
  expect(isVerified(live)).toBe(true)
  expect(isVerified({ upstreamBalanceAt: null })).toBe(false)
})

test('a reason without words of its own is "other"', () => {
  expect(reasonOf('KEY_REFUSED')).toBe('KEY_REFUSED')
  expect(reasonOf('SOMETHING_NEW')).toBe('other')
  expect(reasonOf(null)).toBe('other')
})
