import type { Receipt } from '@aetherflow/api/tasks/receipt-schemas'

type Amount = { key: 'price' | 'atMost' | 'back' | 'share' | 'fee' | 'reversed'; value: bigint }
type Source = { key: 'bonus' | 'promo' | 'available' | 'earned'; value: bigint }

export type ReceiptLines = {
  /** What was paid, or is held at most. */
  total: bigint
  state: 'held' | 'paid' | 'returned' | 'own'
  amounts: Amount[]
  /** Where it came from; parts of nothing are left out. */
  sources: Source[]
  /** Of the way from hold to settlement. */
  progress: number
}

/** A task's money as a receipt shows it; every amount is one that the books hold. */
export function receiptLines({ task, run, hold, settlement }: Receipt): ReceiptLines {
  const paid = settlement ?? hold
  const sources: Source[] = [
    { key: 'bonus', value: paid.fromBonus },
    { key: 'promo', value: paid.fromPromo },
    { key: 'available', value: paid.fromAvailable },
    { key: 'earned', value: paid.fromEarned },
  ]
  const some = sources.filter(({ value }) => value > 0n)
  const { ceiling } = hold
  if (run.ownKey)
    return {
      total: 0n,
      state: 'own',
      amounts: [],
      sources: [],
      progress: task.finishedAt ? 1 : 0.5,
    }
  if (settlement !== null) {
    const { price, providerShare, fee, reversed } = settlement
    const back = ceiling - price
    const amounts: Amount[] = [
      { key: 'atMost', value: ceiling },
      { key: 'price', value: price },
      ...(back > 0n ? [{ key: 'back', value: back } as const] : []),
      { key: 'share', value: providerShare },
      { key: 'fee', value: fee },
      ...(reversed > 0n ? [{ key: 'reversed', value: reversed } as const] : []),
    ]
    return { total: price - reversed, state: 'paid', amounts, sources: some, progress: 1 }
  }
  if (task.released !== null) {
    const amounts: Amount[] = [
      { key: 'atMost', value: ceiling },
      { key: 'back', value: task.released },
    ]
    return { total: 0n, state: 'returned', amounts, sources: some, progress: 1 }
  }
  const progress = task.stage === 'generating' ? 0.6 : task.stage === 'assigned' ? 0.3 : 0.1
  return {
    total: ceiling,
    state: 'held',
    amounts: [{ key: 'atMost', value: ceiling }],
    sources: some,
    progress,
  }
}
