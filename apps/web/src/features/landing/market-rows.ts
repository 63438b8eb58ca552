import type { ModelView } from '@aetherflow/api/tasks/schemas'

export type MarketRow = {
  model: string
  /** Hundredths of a credit for one image; null while nobody offers it. */
  price: bigint | null
  typicalMs: number | null
  /** Resources that could take a task now. */
  open: number
}

type Model = Pick<ModelView, 'name' | 'price' | 'typicalMs' | 'open'>

/** The tape as a visitor reads it: what can be had first, cheapest first; nothing at all while nobody is open. */
export function marketRows(models: readonly Model[]): MarketRow[] {
  if (!models.some(({ price }) => price !== null)) return []
  return models
    .map(({ name, price, typicalMs, open }) => ({ model: name, price, typicalMs, open }))
    .toSorted((a, b) => compare(a.price, b.price) || a.model.localeCompare(b.model, 'en'))
}

function compare(a: bigint | null, b: bigint | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a < b ? -1 : Number(a > b)
}
