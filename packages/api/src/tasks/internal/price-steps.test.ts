import { expect, test } from 'vitest'
import { priceSteps } from './price-steps.ts'

const at = (...prices: bigint[]) => prices.map((price) => ({ price }))

test('each price says how many are within it, the cheapest first', () => {
  expect(priceSteps(at(360n, 300n, 300n, 410n))).toEqual([
    { price: 300n, providers: 2 },
    { price: 360n, providers: 3 },
    { price: 410n, providers: 4 },
  ])
})

test('nobody is no step', () => {
  expect(priceSteps([])).toEqual([])
})

test('of many prices the cheapest few remain, and the dearest with everybody', () => {
  const steps = priceSteps(at(...Array.from({ length: 40 }, (_, index) => BigInt(300 + index))))
  expect(steps.map(({ price }) => price)).toEqual([300n, 301n, 302n, 303n, 339n])
  expect(steps.at(-1)?.providers).toBe(40)
})
