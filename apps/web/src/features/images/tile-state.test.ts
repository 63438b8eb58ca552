import { expect, test } from 'vitest'
import { sampleImage, sampleTask } from '../testing/sample-task.ts'
import { doneOf, milestoneBetween, tileState } from './tile-state.ts'

const pace = { typicalMs: 6_000 }
const state = (facts: Parameters<typeof sampleTask>[0], now = 0) =>
  tileState(sampleTask(facts), pace, now)
const eta = (from: number, to: number) => ({ from: new Date(from), to: new Date(to) })

test('a queue is told as a place in it, with the time that the server expects', () => {
  expect(state({ ahead: 3, eta: eta(12_400, 21_200) })).toMatchObject({
    words: { key: 'ahead', ahead: 3 },
    wait: { from: 10, to: 25 },
    moving: false,
  })
  expect(state({ ahead: 0, eta: null })).toMatchObject({
    words: { key: 'ahead', ahead: 0 },
    wait: null,
  })
})

test('busy providers are what a queue is, any other reason is said', () => {
  expect(state({ ahead: 3, waitsFor: 'RESOURCE_BUSY' })).toMatchObject({
    words: { key: 'ahead', ahead: 3 },
  })
  expect(state({ ahead: 3, waitsFor: 'RATE_LIMITED' })).toMatchObject({
    words: { key: 'waitsFor', reason: 'RATE_LIMITED' },
  })
})

test.each([
  [5_000, { from: 3, to: 10 }],
  [8_000, { from: 1, to: 7 }],
  [14_000, { from: 1, to: 1 }],
  [15_001, null],
] as const)('after %s ms of 8 to 15 s, %j are left', (now, wait) => {
  expect(state({ ahead: 0, eta: eta(8_000, 15_000) }, now)).toMatchObject({ wait })
})

test('a long wait is told in steps that one can believe', () => {
  expect(state({ ahead: 9, eta: eta(47_000, 130_000) })).toMatchObject({
    wait: { from: 45, to: 150 },
  })
})

const generating = {
  status: 'processing',
  stage: 'generating',
  ahead: null,
  attempts: 1,
  startedAt: new Date(0),
} as const

test('a running one counts down and fills', () => {
  const running = { ...generating, eta: eta(4_000, 8_000) }
  const [start, later] = [state(running, 0), state(running, 3_000)]
  expect(start).toMatchObject({
    words: { key: 'generating' },
    wait: { from: 4, to: 8 },
    moving: true,
  })
  expect(later).toMatchObject({ wait: { from: 1, to: 5 } })
  if (start.kind !== 'waiting' || later.kind !== 'waiting') throw new Error('waiting')
  expect(later.progress).toBeGreaterThan(start.progress)
})

test('a late one says so instead of promising, and is never full', () => {
  const late = state({ ...generating, eta: eta(4_000, 8_000) }, 60_000)
  expect(late).toMatchObject({ words: { key: 'long' }, wait: null })
  if (late.kind !== 'waiting') throw new Error('waiting')
  expect(late.progress).toBeGreaterThan(0.9)
  expect(late.progress).toBeLessThan(1)
})

test('without an estimate it fills by the usual time and promises nothing', () => {
  const [early, late] = [state(generating, 1_000), state(generating, 60_000)]
  expect(early).toMatchObject({ words: { key: 'generating' }, wait: null })
  expect(late).toMatchObject({ words: { key: 'generating' }, wait: null })
})

test('a clock that is behind the server’s shows the start, not less', () => {
  expect(state(generating, -9_000)).toMatchObject({ progress: 0.06 })
})

test('a further attempt is said at every stage', () => {
  expect(state({ attempts: 1 })).toMatchObject({ words: { key: 'seeking' } })
  const assigned = { status: 'processing', stage: 'assigned', attempts: 2 } as const
  expect(state(assigned)).toMatchObject({ words: { key: 'assignedElsewhere' } })
  expect(state({ ...generating, attempts: 2 })).toMatchObject({
    words: { key: 'generatingElsewhere' },
  })
})

test('the ends: a picture, a deleted one, a failure, a cancelled one', () => {
  const image = sampleImage()
  expect(state({ status: 'completed', image })).toEqual({ kind: 'picture', image, refunded: false })
  expect(state({ status: 'refunded', image })).toMatchObject({ refunded: true })
  expect(state({ status: 'completed' })).toEqual({ kind: 'deleted' })
  const released = 300n
  expect(state({ status: 'failed', errorCode: 'PROMPT_REFUSED', released })).toEqual({
    kind: 'failed',
    code: 'PROMPT_REFUSED',
    released,
  })
  expect(state({ status: 'expired', released })).toMatchObject({
    code: 'DEADLINE_PASSED',
    released,
  })
  expect(state({ status: 'cancelled', released })).toEqual({ kind: 'cancelled', released })
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
