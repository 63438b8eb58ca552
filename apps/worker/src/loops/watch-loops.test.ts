import { pino } from 'pino'
import { expect, it } from 'vitest'
import { gate } from '../testing/changed-caller.ts'
import { startLoop } from './start-loop.ts'
import { watchLoops } from './watch-loops.ts'

const log = pino({ level: 'silent' })

function clock() {
  let now = 0
  return { now: () => now, advance: (ms: number) => (now += ms) }
}

it('names a loop whose round does not end, and not one that rests', async () => {
  const time = clock()
  const watch = watchLoops(time.now)
  const hanging = gate()
  const rests = gate()
  const everyMs = 3_600_000
  const stuck = startLoop({
    name: 'stuck',
    round: async () => (await hanging.passed, { more: false }),
    everyMs,
    log,
    watch,
  })
  const resting = startLoop({
    name: 'resting',
    round: async () => (rests.open(), { more: false }),
    everyMs,
    log,
    watch,
  })
  await rests.passed
  await Promise.resolve()
  time.advance(119_000)
  expect(watch.stuck()).toEqual([])
  time.advance(2_000)
  expect(watch.stuck()).toEqual(['stuck'])
  hanging.open()
  await Promise.all([stuck.stop(), resting.stop()])
  expect(watch.stuck()).toEqual([])
})

it('forgets a round that failed', async () => {
  const time = clock()
  const watch = watchLoops(time.now)
  const failed = gate()
  const loop = startLoop({
    name: 'failing',
    round: async () => {
      failed.open()
      throw new Error('no database')
    },
    everyMs: 1,
    log,
    watch,
  })
  await failed.passed
  await loop.stop()
  time.advance(1_000_000)
  expect(watch.stuck()).toEqual([])
})
