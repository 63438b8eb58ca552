import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beforeFirstReceipt, type ChainedReceipt, receiptHash } from './receipt-hash.ts'

const receipt: ChainedReceipt = {
  resourceId: '0190a6d2-7c5e-7b7a-9c7d-1f2a3b4c5d6e',
  number: 1n,
  attemptId: '0190a6d2-7c5e-7b7a-9c7d-1f2a3b4c5d6f',
  event: 'use',
  credentialVersion: 1,
  at: new Date('2026-11-22T12:00:00.123Z'),
  modelId: 'stability:core',
  upstreamRequestId: 'req-1',
  costE4: 30_000n,
  billedE4: null,
  outcome: 'DELIVERED',
}

it('stays what owners have recomputed before', () => {
  expect(receiptHash(beforeFirstReceipt, receipt)).toBe(
    '466cecebc011d00d4d790d9b0d760773226fd817f41c35c80d67318da9352b02',
  )
})

describe('a change of any field', () => {
  const changes: Partial<ChainedReceipt>[] = [
    { resourceId: '0190a6d2-7c5e-7b7a-9c7d-1f2a3b4c5d60' },
    { number: 2n },
    { attemptId: '0190a6d2-7c5e-7b7a-9c7d-1f2a3b4c5d60' },
    { event: 'resolution' },
    { credentialVersion: 2 },
    { at: new Date('2026-11-22T12:00:00.124Z') },
    { modelId: 'stability:ultra' },
    { upstreamRequestId: 'req-2' },
    { costE4: 30_001n },
    { billedE4: 0n },
    { outcome: 'UNKNOWN' },
  ]
  it.each(changes.map((change) => [Object.keys(change)[0], change]))(
    'changes it: %s',
    (_, change) => {
      const changed = receiptHash(beforeFirstReceipt, { ...receipt, ...(change as object) })
      expect(changed).not.toBe(receiptHash(beforeFirstReceipt, receipt))
    },
  )

  it('and of what stood before', () => {
    expect(receiptHash('11'.repeat(32), receipt)).not.toBe(receiptHash(beforeFirstReceipt, receipt))
  })
})

it('never lets text move from one field to the next', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
      const one = receiptHash(beforeFirstReceipt, { ...receipt, upstreamRequestId: a, outcome: b })
      const two = receiptHash(beforeFirstReceipt, { ...receipt, upstreamRequestId: c, outcome: d })
      return (one === two) === (a === c && b === d)
    }),
  )
})
