import { pino } from 'pino'
import { expect, it } from 'vitest'
import { collect } from './collect.ts'

const log = pino({ level: 'silent' })
const numbers = (count: number) => Array.from({ length: count }, (_, item) => item)

it('hands on everything, in order, at most fifty at once', async () => {
  const batches: number[][] = []
  const take = async (items: number[]) => void batches.push(items)
  const collector = collect<number>('test', take, log)
  await Promise.all(numbers(120).map((item) => collector.add(item)))
  expect(batches.flat()).toEqual(numbers(120))
  expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(50)
})

it('says of an item that it was taken only when it was', async () => {
  let open = (): void => {}
  const gate = new Promise<void>((resolve) => (open = resolve))
  const collector = collect<number>('test', () => gate, log)
  let taken = false
  const added = collector.add(1).then(() => (taken = true))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(taken).toBe(false)
  open()
  await added
  expect(taken).toBe(true)
})

it('offers the same batch again until it is taken', async () => {
  const offers: string[] = []
  let failures = 2
  const take = async (items: string[]) => {
    offers.push(items.join())
    if (failures-- > 0) throw new Error('database away')
  }
  const collector = collect<string>('test', take, log)
  await Promise.all([collector.add('a'), collector.add('b')])
  expect(offers).toEqual(['a,b', 'a,b', 'a,b'])
})

const coded = (code: string, cause?: unknown) =>
  Object.assign(new Error('refused', { cause }), { code })
const refusals = [
  ['input', coded('BAD_REQUEST')],
  ['data', coded('INTERNAL_SERVER_ERROR', coded('22003'))],
] as const
it.each(refusals)('lets one item of refused %s hold up no other', async (_, refusal) => {
  const taken: number[] = []
  const take = async (items: number[]) => {
    if (items.includes(13)) throw refusal
    taken.push(...items)
  }
  const collector = collect<number>('test', take, log)
  await Promise.all(numbers(60).map((item) => collector.add(item)))
  expect(taken.toSorted((a, b) => a - b)).toEqual(numbers(60).filter((item) => item !== 13))
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
  await Promise.all(numbers(200).map((item) => collector.add(item)))
  expect(most).toBe(1)
})
