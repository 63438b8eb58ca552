export type DeliveredImage = {
  storageKey: string
  thumbKey: string
  /** Hex, of the stored bytes as they were read back. */
  sha256: string
  mimeType: string
  width: number
  height: number
  sizeBytes: number
  seed: bigint | null
  /** A tiny data URL, at most 2,000 characters. */
  placeholder: string
}

export type SettleInput = {
  taskId: string
  attemptId: string
  fence: bigint
  image: DeliveredImage
  upstreamRequestId: string | null
  latencyMs: number
  /** The vendor's own figure, in 1/10,000 upstream credit; kept, and decides nothing. */
  billedE4?: bigint | null
}

/**
 * settled: the money moved now. already: this image had been settled. conflict: this attempt had been
 * settled with another image. stale: the task is not, or no longer, this attempt's to settle.
 */
export type SettleOutcome = 'settled' | 'already' | 'conflict' | 'stale'

/** An item as the SQL functions read it; int8 travels as text. */
export function settleItem(input: SettleInput): string {
  return JSON.stringify(input, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
}
