import fc from 'fast-check'
import { expect, test } from 'vitest'
import { creditsOfMoney, moneyOfCredits } from './money-of-credits.ts'

const order = fc.record({
  credits: fc.bigInt({ min: 1n, max: 10_000_000n }),
  amountMinor: fc.integer({ min: 1, max: 10_000_000 }),
})
const parts = fc.array(fc.bigInt({ min: 1n, max: 5_000_000n }), { minLength: 1, maxLength: 8 })

test('gives back in parts exactly what was paid, and never more on the way', () => {
  fc.assert(
    fc.property(order, parts, (whole, wanted) => {
      let left = { ...whole }
      for (const part of [...wanted, whole.credits]) {
        const credits = part < left.credits ? part : left.credits
        if (credits === 0n) break
        const minor = moneyOfCredits(whole, left, credits)
        expect(minor).toBeGreaterThanOrEqual(0)
        expect(minor).toBeLessThanOrEqual(left.amountMinor)
        left = { credits: left.credits - credits, amountMinor: left.amountMinor - minor }
      }
      expect(left).toEqual({ credits: 0n, amountMinor: 0 })
    }),
  )
})

test('takes for money no fewer credits than it had bought, and no more than there are', () => {
  fc.assert(
    fc.property(order, fc.integer({ min: 1, max: 20_000_000 }), (whole, minor) => {
      const credits = creditsOfMoney(whole, minor)
      expect(credits).toBeLessThanOrEqual(whole.credits)
      if (minor <= whole.amountMinor)
        expect(credits * BigInt(whole.amountMinor)).toBeGreaterThanOrEqual(
          whole.credits * BigInt(minor),
        )
    }),
  )
})
