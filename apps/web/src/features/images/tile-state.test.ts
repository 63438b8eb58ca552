import { expect, test } from 'vitest'
import { sampleImage, sampleTask } from '../testing/sample-task.ts'
import { doneOf, milestoneBetween, tileState } from './tile-state.ts'

const pace = { typicalMs: 6_000, open: 2 }
const state = (
  facts: Parameters<typeof sampleTask>[0],
  now = 0,
  known: typeof pace | undefined = pace,
) => tileState(sampleTask(facts), known, now)

test('a queue is told as tasks ahead with the time that they take', () => {
  expect(state({ ahead: 3 })).toMatchObject({
    words: { key: 'ahead', ahead: 3 },
    seconds: 15,
    moving: false,
  })
  expect(state({ ahead: 0 })).toMatchObject({ words: { key: 'ahead', ahead: 0 }, seconds: 6 })
})

test('busy providers are what a queue is', () => {
  expect(state({ ahead: 3, waitsFor: 'RESOURCE_BUSY' })).toMatchObject({
    words: { key: 'ahead', ahead: 3 },
    seconds: 15,
  })
  expect(state({ ahead: 3, waitsFor: 'RATE_LIMITED' })).toMatchObject({
    words: { key: 'waitsFor', reason: 'RATE_LIMITED' },
    seconds: null,
  })
})

test.each([
  ['nobody knows the usual time', { ahead: 3 }, { typicalMs: null, open: 2 }],
  ['nobody is open', { ahead: 3 }, { typicalMs: 6_000, open: 0 }],
  ['the queue is too long to count', { ahead: 100 }, pace],
  ['it waits for something else', { waitsFor: 'RATE_LIMITED' }, pace],
  ['the model is unknown', { ahead: 1 }, undefined],
] as const)('no time is told when %s', (_, facts, known) => {
  expect(tileState(sampleTask(facts), known, 0)).toMatchObject({ kind: 'waiting', seconds: null })
})

const generating = {
  status: 'processing',
  stage: 'generating',
  ahead: null,
  startedAt: new Date(0),
} as const

test('a running one counts down and fills', () => {
  const start = state(generating, 0)
  const later = state(generating, 4_000)
  expect(start).toMatchObject({ words: { key: 'generating' }, seconds: 6, moving: true })
  expect(later).toMatchObject({ seconds: 2 })
  if (start.kind !== 'waiting' || later.kind !== 'waiting') throw new Error('waiting')
  expect(later.progress).toBeGreaterThan(start.progress)
})

test('a late one says so instead of promising, and is never full', () => {
  const late = state(generating, 60_000)
  expect(late).toMatchObject({ words: { key: 'long' }, seconds: null })
  if (late.kind !== 'waiting') throw new Error('waiting')
  expect(late.progress).toBeGreaterThan(0.9)
  expect(late.progress).toBeLessThan(1)
})

test('a clock that is behind the server’s shows the start, not less', () => {
  expect(state(generating, -9_000)).toMatchObject({ progress: 0.06, seconds: 6 })
})

test('the ends: a picture, a deleted one, a failure, a cancelled one', () => {
  const image = sampleImage()
  expect(state({ status: 'completed', image })).toEqual({ kind: 'picture', image, refunded: false })
  expect(state({ status: 'refunded', image })).toMatchObject({ refunded: true })
  expect(state({ status: 'completed' })).toEqual({ kind: 'deleted' })
  expect(state({ status: 'failed', errorCode: 'PROMPT_REFUSED' })).toEqual({
    kind: 'failed',
    code: 'PROMPT_REFUSED',
  })
  expect(state({ status: 'expired' })).toEqual({ kind: 'failed', code: 'DEADLINE_PASSED' })
  expect(state({ status: 'cancelled' })).toEqual({ kind: 'cancelled' })
})

test('a run is done by tasks that ended, however they ended', () => {
  const tasks = (['completed', 'failed', 'pending'] as const).map((status) => ({ status }))
  expect(doneOf(tasks)).toEqual({ done: 2, percent: 66 })
  expect(doneOf([])).toEqual({ done: 0, percent: 100 })
})

test.each([
  [0, 24, null],
  [0, 25, 25],
  [0, 66, 50],
  [50, 50, null],
  [75, 100, 100],
])('from %s to %s percent the mark %s is told', (before, after, mark) => {
  expect(milestoneBetween(before, after)).toBe(mark)
})
