import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { expect, test } from 'vitest'
import { sampleResource } from '../../testing/sample-resource.ts'
import { isVerified, nextAction, reasonOf, standingOf } from './status-of-resource.ts'

const noon = new Date('2026-11-22T12:00:00Z')
const live = sampleResource({ hours: [12, 13] })

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
  [{ status: 'error', keyVersion: null }, 'refused', 'finish'],
  [{ status: 'paused', statusReason: 'stopped' }, 'killed', 'recheck'],
  [{ balanceDeclared: true, upstreamBalanceE4: null }, 'noBudget', 'pause'],
  [{ status: 'disabled' }, 'disabled', null],
])('%o stands as %s, next is %s', (change, standing, action) => {
  const found = standingOf({ ...live, ...change }, noon)
  expect(found).toBe(standing)
  expect(nextAction(found)).toBe(action)
})

test('a key that is not in use never passed its check', () => {
  expect(isVerified(live)).toBe(true)
  expect(isVerified({ keyVersion: null })).toBe(false)
})

test('a reason without words of its own is "other"', () => {
  expect(reasonOf('KEY_REFUSED')).toBe('KEY_REFUSED')
  expect(reasonOf('SOMETHING_NEW')).toBe('other')
  expect(reasonOf(null)).toBe('other')
})
