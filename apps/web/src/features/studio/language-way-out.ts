import type { ModelView } from '@aetherflow/api/tasks/schemas'
import type { Chosen } from './chosen-models.ts'
import { type Choice, MAX_IMAGES } from './draft.ts'

const MOST_SHOWN = 3
const MOST_BESIDE = 2

/** Models that read the prompt and do the same thing, open to the caller, cheapest first, one of each vendor first. */
export function suggestedModels(
  suggestions: readonly string[],
  able: readonly ModelView[],
  chosen: readonly Chosen[],
): ModelView[] {
  const readers = able.filter(
    ({ id, price, closedUntil }) =>
      suggestions.includes(id) &&
      price !== null &&
      closedUntil === null &&
      !chosen.some(({ model }) => model.id === id),
  )
  const firstOfVendor = readers.filter(
    (model, index) =>
      readers.findIndex(({ upstreamId }) => upstreamId === model.upstreamId) === index,
  )
  return [...new Set([...firstOfVendor, ...readers])].slice(
    0,
    chosen.length > 1 ? MOST_BESIDE : MOST_SHOWN,
  )
}

/** The choice with one model in the place of those that do not read the prompt, and as many images. */
export function insteadOf(
  foreign: readonly string[],
  modelId: string,
  chosen: readonly Chosen[],
): Choice[] {
  const replaced = chosen.filter(({ model }) => foreign.includes(model.id))
  const count = Math.min(
    MAX_IMAGES,
    replaced.reduce((sum, one) => sum + one.count, 0),
  )
  const kept = chosen.filter(({ model }) => !foreign.includes(model.id))
  return [
    ...kept.map(({ model: { id }, count: of }) => ({ id, count: of })),
    { id: modelId, count },
  ]
}
