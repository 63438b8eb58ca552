import { expect, test } from 'vitest'
import { sampleTask } from '../testing/sample-task.ts'
import { createLiveStore, newerOf } from './live-store.ts'

const running = sampleTask({ status: 'processing', stage: 'generating', rowVersion: 2n })
const done = sampleTask({ status: 'completed', stage: null, rowVersion: 3n })

test('an event that comes late does not undo a newer one', () => {
  const store = createLiveStore()
  store.apply({ present: false, tasks: [done] })
  store.apply({ present: false, tasks: [running] })
  expect(store.get('task-1')).toBe(done)
})

test('a change is told once per event, and not at all for an empty one', () => {
  const store = createLiveStore()
  let told = 0
  const stop = store.subscribe(() => (told += 1))
  store.apply({ present: true, tasks: [] })
  expect([told, store.version()]).toEqual([0, 0])
  store.apply({ present: false, tasks: [running, done] })
  stop()
  store.apply({ present: false, tasks: [done] })
  expect([told, store.version()]).toEqual([1, 2])
})

test('a whole picture without a task that was waited for asks for a new reading', () => {
  const store = createLiveStore()
  store.apply({ present: false, tasks: [running] })
  expect(store.apply({ present: true, tasks: [running] })).toBe(false)
  expect(store.apply({ present: true, tasks: [] })).toBe(true)
})

test('so does one without a task that is on the screen', () => {
  const store = createLiveStore()
  const hide = store.show(['task-9'])
  expect(store.apply({ present: true, tasks: [done] })).toBe(true)
  expect(store.apply({ present: false, tasks: [done] })).toBe(false)
  hide()
  expect(store.apply({ present: true, tasks: [done] })).toBe(false)
})

test('it waits while anything on the screen is unfinished, shown twice or once', () => {
  const store = createLiveStore()
  const first = store.show(['a'])
  const second = store.show(['a'])
  first()
  expect(store.isWaiting()).toBe(true)
  second()
  expect(store.isWaiting()).toBe(false)
})

test('of two of one version an unfinished one is taken as heard, a finished one as read', () => {
  const further = { ...running, ahead: 1 }
  const fresh = { ...done }
  expect(newerOf(running, further)).toBe(further)
  expect(newerOf(fresh, done)).toBe(fresh)
  expect(newerOf(running, done)).toBe(done)
  expect(newerOf(done, running)).toBe(done)
  expect(newerOf(done, undefined)).toBe(done)
})

test('what had ended stays ended when the stream is lost, what was under way is forgotten', () => {
  const store = createLiveStore()
  const other = sampleTask({ id: 'task-2', status: 'processing', rowVersion: 9n })
  store.apply({ present: false, tasks: [done, other] })
  store.forgetUnfinished()
  expect(newerOf(running, store.get('task-1'))).toBe(done)
  expect(store.get('task-2')).toBeUndefined()
})
