import { pino } from 'pino'
import { expect, it } from 'vitest'
import { collect } from './collect.ts'

const log = pino({ level: 'silent' })

it('hands on everything, in order, at most fifty at once', async () => {
  const batches: number[][] = []
  const collector = collect<number>('test', async (items) => void batches.push(items), log)
  for (let item = 0; item < 120; item += 1) collector.add(item)
  await collector.drain()
  expect(batches.flat()).toEqual(Array.from({ length: 120 }, (_, item) => item))
  expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(50)
})

it('offers the same batch again until it is taken', async () => {
  const offers: string[] = []
  let failures = 2
  const take = async (items: string[]) => {
    offers.push(items.join())
    if (failures-- > 0) throw new Error('database away')
  }
  const collector = collect<string>('test', take, log)
  collector.add('a')
  collector.add('b')
  await collector.drain()
  expect(offers).toEqual(['a,b', 'a,b', 'a,b'])
})

it('takes one batch at a time', async () => {
  let open = 0
  let most = 0
  const take = async () => {
    open += 1
    most = Math.max(most, open)
    await new Promise((resolve) => setTimeout(resolve, 2))
    open -= 1
  }
  const collector = collect<number>('test', take, log)
  for (let item = 0; item < 200; item += 1) collector.add(item)
  await collector.drain()
  expect(most).toBe(1)
})
