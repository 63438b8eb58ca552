import { expect, test } from 'vitest'
import { positionOfPrice, priceAtPosition, priceBounds, priceSteps } from './price-scale.ts'

test('the ends of the slider are the bounds, its middle is one', () => {
  expect(priceAtPosition(0)).toBe(priceBounds.min)
  expect(priceAtPosition(priceSteps)).toBe(priceBounds.max)
  expect(priceAtPosition(priceSteps / 2)).toBe(10_000n)
})

test('every step to the right is dearer, and the slider stays where it was put', () => {
  for (let position = 0; position < priceSteps; position += 1) {
    expect(priceAtPosition(position + 1)).toBeGreaterThan(priceAtPosition(position))
    expect(Math.abs(positionOfPrice(priceAtPosition(position)) - position)).toBeLessThanOrEqual(1)
  }
})

test('a price beyond the slider stands at its end', () => {
  expect(positionOfPrice(1n)).toBe(0)
  expect(positionOfPrice(900_000n)).toBe(priceSteps)
})
