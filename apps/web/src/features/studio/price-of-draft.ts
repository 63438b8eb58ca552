import type { ModelView, Quoted } from '@aetherflow/api/tasks/schemas'
import { parseAmount } from './parse-amount.ts'

type PriceLine = {
  modelId: string
  count: number
  /** Per image; null when nobody can run it. */
  price: bigint | null
  total: bigint | null
  /** Per image, what is held. */
  ceiling: bigint | null
}
export type DraftPrice = {
  lines: PriceLine[]
  total: bigint | null
  /** What submit holds. */
  atMost: bigint | null
  /** Spendable once that is held; null while one of the two is not known. */
  after: bigint | null
  /** What is missing in the wallet; 0 when it suffices or is not known. */
  short: bigint
}

type Asked = {
  models: readonly Pick<ModelView, 'id' | 'price'>[]
  count: number
  /** The answer to the last question, which may be about another count. */
  quoted: Quoted | undefined
  /** Credits per image as typed: the most that may be paid. */
  ceiling: string
  ownKey: boolean
  spendable: bigint | undefined
}

/** The price of what stands in the composer, itemised, without waiting for the next quote. */
export function priceOfDraft(asked: Asked): DraftPrice {
  const { count, quoted, spendable } = asked
  const limit = parseAmount(asked.ceiling)
  const lines = asked.models.map(({ id, price: listed }): PriceLine => {
    const line = quoted?.lines.find(({ modelId }) => modelId === id)
    const price = line === undefined ? (asked.ownKey ? null : listed) : line.price
    const least = line === undefined ? price : line.ceiling
    // A limit below the price stands as typed: it blocks the draft and is never passed over.
    const ceiling = asked.ownKey || least === null || limit === null ? least : limit
    return { modelId: id, count, price, ceiling, total: times(price, count) }
  })
  const atMost = sum(lines.map(({ ceiling }) => times(ceiling, count)))
  const known = atMost !== null && spendable !== undefined
  return {
    lines,
    total: sum(lines.map(({ total }) => total)),
    atMost,
    after: known && spendable >= atMost ? spendable - atMost : null,
    short: known && spendable < atMost ? atMost - spendable : 0n,
  }
}

const times = (amount: bigint | null, count: number) =>
  amount === null ? null : amount * BigInt(count)

function sum(amounts: readonly (bigint | null)[]): bigint | null {
  if (amounts.length === 0) return null
  return amounts.reduce<bigint | null>(
    (whole, amount) => (whole === null || amount === null ? null : whole + amount),
    0n,
  )
}
