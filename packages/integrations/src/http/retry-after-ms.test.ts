import { expect, it } from 'vitest'
import { retryAfterMs } from './retry-after-ms.ts'

const nowMs = Date.UTC(2026, 10, 22, 12, 0, 0)

it.each([
  ['30', 30_000],
  [' 30 ', 30_000],
  ['0', 1000],
  ['999999999', 3_600_000],
  ['Sun, 22 Nov 2026 12:01:30 GMT', 90_000],
  ['Sun, 22 Nov 2026 11:00:00 GMT', 1000],
  [undefined, 60_000],
  ['', 60_000],
  ['soon', 60_000],
  ['Infinity', 60_000],
])('reads Retry-After %j as %d ms', (header, expected) => {
  expect(retryAfterMs(header, 60_000, nowMs)).toBe(expected)
})
