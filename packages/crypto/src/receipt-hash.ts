import { createHash } from 'node:crypto'

/** A receipt of one use of a key, as it stands in its resource's chain. Amounts in 1/10,000 upstream credit. */
export type ChainedReceipt = {
  resourceId: string
  number: bigint
  attemptId: string
  event: string
  credentialVersion: number
  at: Date
  modelId: string
  upstreamRequestId: string
  costE4: bigint
  billedE4: bigint | null
  outcome: string
}

/** What the first receipt of a chain follows: 32 zero bytes. */
export const beforeFirstReceipt = '00'.repeat(32)

/**
 * The hash of a receipt, in hex: SHA-256 over the hash before it and the receipt's fields in order, each as
 * `<length in bytes>:<text>`. Nothing secret goes in, so that whoever has the list can recompute it. The twin of
 * `vault.receipt_hash` in the database.
 */
export function receiptHash(previous: string, receipt: ChainedReceipt): string {
  const fields = [
    receipt.resourceId,
    String(receipt.number),
    receipt.attemptId,
    receipt.event,
    String(receipt.credentialVersion),
    receipt.at.toISOString(),
    receipt.modelId,
    receipt.upstreamRequestId,
    String(receipt.costE4),
    receipt.billedE4 === null ? '' : String(receipt.billedE4),
    receipt.outcome,
  ]
  return createHash('sha256')
    .update(Buffer.from(previous, 'hex'))
    .update(fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join(''))
    .digest('hex')
}
