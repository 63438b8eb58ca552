import { expect, test } from 'vitest'
import { fiveAtATime } from './five-at-a-time.ts'

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

test('gives everybody their turn, though the first one fails each time, and then says so', async () => {
  const done: number[] = []
  const failing = fiveAtATime(upTo(12), async (item) => {
    if (item === 0) throw new Error('poisoned')
    done.push(item)
  })
  await expect(failing).rejects.toThrow('poisoned')
  expect(done).toEqual(upTo(12).slice(1))
})

test('names every failure when there are several', async () => {
  const failing = fiveAtATime(upTo(7), async (item) => {
    if (item % 6 === 0) throw new Error(`no ${item}`)
  })
  await expect(failing).rejects.toMatchObject({ errors: [new Error('no 0'), new Error('no 6')] })
})

test('never has more than five under way', async () => {
  let running = 0
  let most = 0
  await fiveAtATime(upTo(23), async () => {
    most = Math.max(most, (running += 1))
    await Promise.resolve()
    running -= 1
  })
  expect(most).toBe(5)
})
