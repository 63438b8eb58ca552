/** One generation call as the vendor's ledger would show it. */
export type BillLine = {
  seq: number
  /** The upstream's id. */
  vendor: string
  /** Never the whole key. */
  key: string
  account: string | null
  endpoint: string
  model: string
  /** What was taken from the account's balance; 0 for a free call. */
  credits: number
  /** How the caller named the call, where the vendor has a field for that (Stability's `stability-client-user-id`). */
  correlationId: string | null
  requestId: string
  outcome: 'billed' | 'free'
  status: number
  /** ISO 8601. */
  at: string
}

export type Bill = {
  /** Without a vendor it is Stability's. */
  add(line: Omit<BillLine, 'seq' | 'at' | 'vendor'> & { vendor?: string }): BillLine
  after(seq: number): BillLine[]
  clear(): void
}

/** Keeps every generation call in order; `seq` starts at 1 and is never reused before `clear`. */
export function createBill(now: () => number): Bill {
  const lines: BillLine[] = []
  return {
    add(line) {
      const at = new Date(now()).toISOString()
      const complete = { seq: lines.length + 1, vendor: 'stability', ...line, at }
      lines.push(complete)
      return complete
    },
    after: (seq) => lines.slice(Math.max(0, seq)).map((line) => ({ ...line })),
    clear: () => {
      lines.length = 0
    },
  }
}

/** `sk-sim-…a1b2`: enough to tell keys apart, not enough to use one. */
export function maskKey(key: string): string {
  return key.length > 12 ? `${key.slice(0, 7)}…${key.slice(-4)}` : '…'
}
