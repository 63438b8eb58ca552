import { expect, test } from 'vitest'
import { capLeft, lowBalance } from './low-balance.ts'

test('a wallet is low when even what is reserved does not reach the mark', () => {
  const mark = { lowBalanceAt: 500n }
  expect(lowBalance({ spendable: 300n, held: 100n }, mark)).toEqual({ left: 400n, mark: 500n })
  expect(lowBalance({ spendable: 300n, held: 200n }, mark)).toBeNull()
  expect(lowBalance({ spendable: 0n, held: 0n }, { lowBalanceAt: null })).toBeNull()
  expect(lowBalance(undefined, mark)).toBeNull()
  expect(lowBalance({ spendable: 0n, held: 0n }, undefined)).toBeNull()
})

test('a cap that was lowered below what is spent leaves nothing', () => {
  expect(capLeft(1_000n, 250n)).toBe(750n)
  expect(capLeft(100n, 250n)).toBe(0n)
})
