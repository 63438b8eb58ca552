import { beforeFirstReceipt, receiptHash } from '@aetherflow/crypto/receipt-hash'
import type { Receipt } from '@aetherflow/api/gateway/receipt-schemas'
import { expect, test } from 'vitest'
import { receiptsCsv } from './receipts-csv.ts'

const resourceId = '0190f1b0-0000-7000-8000-000000000000'

function chain(count: number): Receipt[] {
  let hash = beforeFirstReceipt
  return Array.from({ length: count }, (_, index) => {
    const receipt = {
      number: BigInt(index + 1),
      attemptId: `0190f1b0-0000-7000-8000-00000000000${index}`,
      event: 'use',
      credentialVersion: 1,
      at: new Date(Date.UTC(2026, 10, 22, 12, index)),
      modelId: 'stability:core',
      upstreamRequestId: `req-${index}`,
      costE4: 30_000n,
      billedE4: index === 0 ? null : 25_000n,
      outcome: 'DELIVERED',
    }
    hash = receiptHash(hash, { ...receipt, resourceId })
    return { ...receipt, hash }
  })
}

test('whoever has the file alone can recompute every hash', () => {
  const lines = receiptsCsv(resourceId, chain(3).toReversed()).trimEnd().split('\r\n').slice(1)
  let previous = beforeFirstReceipt
  for (const line of lines) {
    const [resource = '', number = '0', attemptId = '', event = '', version, at = '', ...rest] =
      line.split(',')
    const [modelId = '', upstreamRequestId = '', cost = '0', billed = '', outcome = '', hash] = rest
    previous = receiptHash(previous, {
      resourceId: resource,
      number: BigInt(number),
      attemptId,
      event,
      credentialVersion: Number(version),
      at: new Date(at),
      modelId,
      upstreamRequestId,
      costE4: BigInt(cost),
      billedE4: billed === '' ? null : BigInt(billed),
      outcome,
    })
    expect(hash).toBe(previous)
  }
  expect(lines).toHaveLength(3)
})

test('a request number from outside is no formula and breaks no line', () => {
  const [receipt] = chain(1)
  if (receipt === undefined) throw new Error('no receipt')
  const evil = { ...receipt, upstreamRequestId: '=HYPERLINK("x"),\n' }
  const [, line] = receiptsCsv(resourceId, [evil]).split('\r\n')
  expect(line).toContain(`"'=HYPERLINK(""x""),\n"`)
})
