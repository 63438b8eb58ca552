import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { expect, test } from 'vitest'
import { stepOfResource } from './step-of-resource.ts'

const now = new Date('2026-11-22T12:00:00Z')
const ready: ResourceView = {
  id: '0190f1b0-0000-7000-8000-000000000000',
  name: 'Studio',
  kind: 'deposited_key',
  upstreamId: 'stability',
  upstreamName: 'Stability AI',
  maskedTail: '…a1b2',
  status: 'paused',
  statusReason: 'not_live',
  statusAt: now,
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
  upstreamBalanceAt: now,
  createdAt: now,
}

test.each<[ResourceView | null, string | undefined, string | null]>([
  [null, 'live', 'connect'],
  [{ ...ready, status: 'verifying', statusReason: null }, 'live', 'connect'],
  [{ ...ready, status: 'error', upstreamBalanceAt: null }, 'price', 'connect'],
  [ready, undefined, 'price'],
  [ready, 'connect', 'price'],
  [ready, 'live', 'live'],
  [{ ...ready, status: 'active', statusReason: null }, 'live', null],
  [{ ...ready, statusReason: 'owner' }, 'price', null],
])('a resource and the asked step %#: goes on at the right place', (resource, asked, step) => {
  expect(stepOfResource(resource, asked, now)).toBe(step)
})
