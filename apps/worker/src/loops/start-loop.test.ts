import { pino } from 'pino'
import { expect, it } from 'vitest'
import { startLoop } from './start-loop.ts'

const log = pino({ level: 'silent' })
const hour = 3_600_000

function counted(round: (count: number) => { more: boolean }) {
  let count = 0
  const waiting: { at: number; done: () => void }[] = []
  return {
    round: async () => {
      count += 1
      for (const { at, done } of waiting) if (count >= at) done()
      return round(count)
    },
    reached: (at: number) =>
      new Promise<void>((done) => (count >= at ? done() : waiting.push({ at, done }))),
    count: () => count,
  }
}

it('runs again at once while there is more, then waits', async () => {
  const rounds = counted((count) => ({ more: count < 3 }))
  const loop = startLoop({ name: 'test', round: rounds.round, everyMs: hour, log })
  await rounds.reached(3)
  await loop.stop()
  expect(rounds.count()).toBe(3)
})

it('ends its pause when it is woken', async () => {
  const rounds = counted(() => ({ more: false }))
  const loop = startLoop({ name: 'test', round: rounds.round, everyMs: hour, log })
  await rounds.reached(1)
  loop.wake()
  await rounds.reached(2)
  await loop.stop()
  expect(rounds.count()).toBe(2)
})

it('does not lose a wake-up that comes in the middle of a round', async () => {
  let wake = (): void => {}
  const rounds = counted((count) => {
    if (count === 1) wake()
    return { more: false }
  })
  const loop = startLoop({
    name: 'test',
    round: async () => {
      await Promise.resolve()
      return rounds.round()
    },
    everyMs: hour,
    log,
  })
  wake = loop.wake
  await rounds.reached(2)
  await loop.stop()
  expect(rounds.count()).toBe(2)
})

it('goes on after a round that failed', async () => {
  const rounds = counted((count) => {
    if (count === 1) throw new Error('first round fails')
    return { more: false }
  })
  const loop = startLoop({ name: 'test', round: rounds.round, everyMs: 1, log })
  await rounds.reached(2)
  await loop.stop()
  expect(rounds.count()).toBeGreaterThanOrEqual(2)
})

it('lets the round under way end before it stops', async () => {
  let ended = false
  const loop = startLoop({
    name: 'test',
    round: async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      ended = true
      return { more: true }
    },
    everyMs: 1,
    log,
  })
  await loop.stop()
  expect(ended).toBe(true)
})
