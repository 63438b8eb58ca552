import { type ChainedReceipt, receiptHash } from '@aetherflow/crypto/receipt-hash'

/** A receipt with the hash that stands beside it, in hex, and what its attempt says now. */
export type StoredReceipt = ChainedReceipt & {
  hash: string
  /** What the use itself cost and when it went out; null when the attempt is gone. */
  attempt: { costE4: bigint; dispatchedAt: Date; modelId: string } | null
}

export type Break = { number: bigint; what: 'number' | 'hash' | 'attempt' }

/**
 * Follows a chain from the hash before it and finds the first receipt that does not fit: a number that is missing or twice,
 * a hash that its content does not make, or an attempt that says something else. Null when all fit.
 */
export function checkReceipts(
  before: { number: bigint; hash: string },
  receipts: readonly StoredReceipt[],
): Break | null {
  let { number, hash } = before
  for (const receipt of receipts) {
    number += 1n
    if (receipt.number !== number) return { number, what: 'number' }
    if (receiptHash(hash, receipt) !== receipt.hash) return { number, what: 'hash' }
    if (!fits(receipt)) return { number, what: 'attempt' }
    hash = receipt.hash
  }
  return null
}

function fits({ attempt, event, costE4, at, modelId }: StoredReceipt): boolean {
  if (attempt === null || attempt.costE4 !== costE4 || attempt.modelId !== modelId) return false
  return event !== 'use' || attempt.dispatchedAt.getTime() === at.getTime()
}
