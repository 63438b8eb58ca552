import type { SubmitRun } from '@aetherflow/api/tasks/schemas'
import { expect, test } from 'vitest'
import {
  formatPending,
  isDue,
  isStale,
  isUncertain,
  parsePending,
  retryDelayMs,
} from './pending-runs.ts'

const input: SubmitRun = {
  clientId: 'c-1',
  prompt: 'a cat',
  negativePrompt: '',
  params: { aspectRatio: '1:1', outputFormat: 'png' },
  preference: 'balanced',
  ownKey: false,
  tasks: [{ modelId: 'core', ceiling: 300n, seed: 4_294_967_294n }],
}
const run = { submittedAt: 1_000, input }

test('a run keeps its amounts and its id through storage', () => {
  expect(parsePending(formatPending([run]))).toEqual([run])
})

test.each([null, '', '{', '{"json":7}', '{"json":[{"input":{}}]}', '{"json":[null]}'])(
  'damaged storage %s holds nothing',
  (text) => {
    expect(parsePending(text)).toEqual([])
  },
)

test('no more than 20 are kept', () => {
  expect(parsePending(formatPending(Array.from({ length: 30 }, () => run)))).toHaveLength(20)
})

test('this tab sends at once; what it finds waits a moment and is left alone when it is old', () => {
  expect(isDue(run, true, 1_000)).toBe(true)
  expect(isDue(run, false, 1_000)).toBe(false)
  expect(isDue(run, false, 6_000)).toBe(true)
  expect(isDue(run, false, 700_000)).toBe(false)
  expect(isStale(run, false, 700_000)).toBe(true)
  expect(isStale(run, true, 700_000)).toBe(false)
})

test('a refusal is an answer, silence is not', () => {
  expect(['OFFLINE', 'INTERNAL', 'UNAVAILABLE'].every(isUncertain)).toBe(true)
  expect(['PRICE_CHANGED', 'INSUFFICIENT_CREDITS', 'INPUT_INVALID'].some(isUncertain)).toBe(false)
})

test('it is sent again ever more rarely', () => {
  expect([1, 2, 3, 9].map(retryDelayMs)).toEqual([1_000, 2_000, 4_000, 30_000])
})
