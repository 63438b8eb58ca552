import type { Receipt } from '@aetherflow/api/gateway/receipt-schemas'

const columns = [
  'resource',
  'number',
  'attempt',
  'event',
  'key_version',
  'at',
  'model',
  'upstream_request',
  'upstream_credits_e4',
  'vendor_says_e4',
  'outcome',
  'hash',
] as const

/**
 * Receipts as a file, oldest first, with everything that their hashes are made of: each is SHA-256 over the hash before
 * it (32 zero bytes for the first) and the columns from resource to outcome, each as `<length in bytes>:<text>`.
 */
export function receiptsCsv(resourceId: string, receipts: readonly Receipt[]): string {
  const rows = receipts
    .toSorted((a, b) => (a.number < b.number ? -1 : 1))
    .map((receipt) => [
      resourceId,
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
      receipt.hash,
    ])
  return `${[columns, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`
}

// What begins like a formula is one to a spreadsheet; none of these fields rightly does.
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
