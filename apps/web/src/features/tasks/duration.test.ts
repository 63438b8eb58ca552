import { expect, test } from 'vitest'
import { between, secondsOf } from './duration.ts'

test.each([
  [421, 0.42],
  [3_149, 3.1],
  [75_400, 75],
  [-5, 0],
])('%s ms are %s s', (ms, seconds) => {
  expect(secondsOf(ms)).toBe(seconds)
})

test('a time needs both ends', () => {
  expect(between(new Date(1_000), new Date(4_000))).toBe(3_000)
  expect(between(new Date(1_000), null)).toBeNull()
  expect(between(null, new Date(1_000))).toBeNull()
})
