import { expect, test } from 'vitest'
import { expiresSoon } from './signed-address.ts'

test('an address expires with its own date, a little early', () => {
  expect(expiresSoon('/api/images/x/full?e=100000&s=y', 90_000)).toBe(false)
  expect(expiresSoon('/api/images/x/full?e=100000&s=y', 95_000)).toBe(true)
  expect(expiresSoon('/api/images/x/full', 95_000)).toBe(false)
  expect(expiresSoon('/api/images/x/full?e=never', 95_000)).toBe(false)
})
