import type { ModelView, Quoted } from '@aetherflow/api/tasks/schemas'
import { parseAmount } from './parse-amount.ts'

export type PriceLine = {
  modelId: string
  count: number
  /** Per image; null when nobody can run it. */
  price: bigint | null
  total: bigint | null
  /** Per image, what is held. */
  ceiling: bigint | null
  /** How many could serve within the ceiling, and how many if it were higher. */
  within: number
  steps: ModelView['priceSteps']
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
  chosen: readonly { model: Pick<ModelView, 'id' | 'price' | 'priceSteps'>; count: number }[]
  /** The answer to the last question, which may be about another count. */
  quoted: Quoted | undefined
  /** By model, credits per image as typed: the most that may be paid. */
  ceilings: Readonly<Record<string, string>>
  ownKey: boolean
  spendable: bigint | undefined
}

/** The price of what stands in the composer, itemised, without waiting for the next quote. */
export function priceOfDraft(asked: Asked): DraftPrice {
  const { quoted, spendable } = asked
  const lines = asked.chosen.map(({ model, count }): PriceLine => {
    const line = quoted?.lines.find(({ modelId }) => modelId === model.id)
    const price = line === undefined ? (asked.ownKey ? null : model.price) : line.price
    const least = line === undefined ? price : line.ceiling
    const limit = parseAmount(asked.ceilings[model.id] ?? '')
    // A limit below the price stands as typed: it blocks the draft and is never passed over.
    const ceiling = asked.ownKey || least === null || limit === null ? least : limit
    const steps = asked.ownKey ? [] : (line?.priceSteps ?? model.priceSteps)
    const within = providersWithin(steps, ceiling)
    return { modelId: model.id, count, price, ceiling, total: times(price, count), within, steps }
  })
  const atMost = sum(lines.map(({ ceiling, count }) => times(ceiling, count)))
  const known = atMost !== null && spendable !== undefined
  return {
    lines,
    total: sum(lines.map(({ total }) => total)),
    atMost,
    after: known && spendable >= atMost ? spendable - atMost : null,
    short: known && spendable < atMost ? atMost - spendable : 0n,
  }
}

/** Who is dearer than the ceiling never serves, so only those within it are counted. */
export function providersWithin(steps: ModelView['priceSteps'], ceiling: bigint | null): number {
  if (ceiling === null) return 0
  return steps.findLast(({ price }) => price <= ceiling)?.providers ?? 0
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
