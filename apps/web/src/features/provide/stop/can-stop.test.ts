import { expect, it } from 'vitest'
import { canStop } from './can-stop.ts'

it.each([
  ['active', null],
  ['error', 'OUT_OF_CREDITS'],
  ['verifying', 'recheck'],
  ['paused', 'owner'],
] as const)('offers to stop what is %s for %s', (status, statusReason) => {
  expect(canStop({ status, statusReason })).toBe(true)
})

it.each([
  ['paused', 'stopped'],
  ['paused', 'not_live'],
  ['paused', 'shared_account'],
  ['disabled', 'operator'],
  ['verifying', null],
] as const)('has nothing to stop of what is %s for %s', (status, statusReason) => {
  expect(canStop({ status, statusReason })).toBe(false)
})
