import fc from 'fast-check'
import { expect, it } from 'vitest'
import { debtRecovery } from './debt-recovery.ts'

const wallet = fc.record({
  available: fc.bigInt({ min: 0n, max: 10_000n }),
  earned: fc.bigInt({ min: 0n, max: 10_000n }),
  debt: fc.bigInt({ min: -20_000n, max: 0n }),
})

it('takes nothing of somebody who owes nothing', () => {
  expect(debtRecovery({ available: 500n, earned: 300n, debt: 0n })).toEqual({
    fromAvailable: 0n,
    fromEarned: 0n,
  })
})

it('takes bought credits before earned ones', () => {
  expect(debtRecovery({ available: 500n, earned: 300n, debt: -400n })).toEqual({
    fromAvailable: 400n,
    fromEarned: 0n,
  })
  expect(debtRecovery({ available: 500n, earned: 300n, debt: -600n })).toEqual({
    fromAvailable: 500n,
    fromEarned: 100n,
  })
})

it('takes all that is owed or all that is there, and never more than an account has', () => {
  fc.assert(
    fc.property(wallet, ({ available, earned, debt }) => {
      const { fromAvailable, fromEarned } = debtRecovery({ available, earned, debt })
      const left = available + earned - fromAvailable - fromEarned
      expect(debt + fromAvailable + fromEarned === 0n || left === 0n).toBe(true)
      expect(fromAvailable >= 0n && fromAvailable <= available).toBe(true)
      expect(fromEarned >= 0n && fromEarned <= earned).toBe(true)
      expect(fromEarned === 0n || fromAvailable === available).toBe(true)
    }),
  )
})
