import { expect, test } from 'vitest'
import { sampleImage, sampleTask } from '../testing/sample-task.ts'
import { compareKey, moved, tookMs, wholeView } from './compared.ts'

test('an image took as long as a provider had it', () => {
  const times = { startedAt: new Date(2_000), finishedAt: new Date(8_200) }
  expect(tookMs(sampleTask({ image: sampleImage(), ...times }))).toBe(6_200)
  expect(tookMs(sampleTask(times))).toBeNull()
  expect(tookMs(sampleTask({ image: sampleImage(), startedAt: null }))).toBeNull()
})

test('one zooms into the middle, and never beyond eight times or out of the whole', () => {
  expect(moved(wholeView, { kind: 'in' })).toEqual({ zoom: 1.5, x: 0.5, y: 0.5 })
  expect(moved(wholeView, { kind: 'out' })).toEqual(wholeView)
  expect(moved({ zoom: 7, x: 0.5, y: 0.5 }, { kind: 'in' }).zoom).toBe(8)
  expect(moved({ zoom: 7, x: 0.1, y: 0.9 }, { kind: 'reset' })).toEqual(wholeView)
})

test('one moves by what is seen, up to the edge of the picture', () => {
  const near = { zoom: 2, x: 0.5, y: 0.5 }
  expect(moved(near, { kind: 'move', dx: 0.2, dy: 0 })).toEqual({ zoom: 2, x: 0.6, y: 0.5 })
  expect(moved(near, { kind: 'move', dx: -5, dy: 5 })).toEqual({ zoom: 2, x: 0.25, y: 0.75 })
  expect(moved(wholeView, { kind: 'move', dx: 1, dy: 1 })).toEqual(wholeView)
})

test('what lies under the pointer stays there while the wheel turns', () => {
  const spotAt = (view: typeof wholeView, at: number) => view.x + (at - 0.5) / view.zoom
  const near = moved({ zoom: 2, x: 0.5, y: 0.5 }, { kind: 'wheel', factor: 2, atX: 0.75, atY: 0.5 })
  expect(near.zoom).toBe(4)
  expect(spotAt(near, 0.75)).toBeCloseTo(spotAt({ zoom: 2, x: 0.5, y: 0.5 }, 0.75))
})

test('keys choose, look closer and move', () => {
  expect(compareKey({ key: 'ArrowRight', shiftKey: false })).toEqual({ kind: 'choose', by: 1 })
  expect(compareKey({ key: 'ArrowRight', shiftKey: true })).toMatchObject({ kind: 'view' })
  expect(compareKey({ key: '+', shiftKey: true })).toEqual({ kind: 'view', move: { kind: 'in' } })
  expect(compareKey({ key: 'a', shiftKey: false })).toBeNull()
})
