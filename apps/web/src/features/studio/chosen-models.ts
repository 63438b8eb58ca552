import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { type Choice, type Draft, MAX_IMAGES, type Operation, operations } from './draft.ts'

/** A model that a draft asks for, and how many images of it. */
export type Chosen = { model: ModelView; count: number }

/** What a draft wants done: as it says, else what its models do. */
export function operationOf(
  draft: Pick<Draft, 'operation' | 'models'>,
  offered: readonly ModelView[],
): Operation {
  const first = draft.models.flatMap(({ id }) => offered.find((model) => model.id === id) ?? [])[0]
  return draft.operation ?? first?.capability.operation ?? 'text-to-image'
}

/** What can be done with the models on offer, in the order in which people look for it. */
export function operationsOf(offered: readonly ModelView[]): Operation[] {
  return operations.filter((operation) =>
    offered.some(({ capability }) => capability.operation === operation),
  )
}

/** The models that a draft means, of those on offer; the cheapest one that is open when it names none. */
export function chosenModels(
  draft: Pick<Draft, 'operation' | 'models'>,
  offered: readonly ModelView[],
): Chosen[] {
  const operation = operationOf(draft, offered)
  const able = offered.filter(({ capability }) => capability.operation === operation)
  const named = draft.models.flatMap(({ id, count }) => {
    const model = able.find((one) => one.id === id)
    return model === undefined ? [] : [{ model, count }]
  })
  const fallback = able.find(({ price }) => price !== null) ?? able[0]
  if (named.length === 0) return fallback === undefined ? [] : [{ model: fallback, count: 1 }]
  return fitting(named)
}

/** Never more images than a run has: the last ones give way. */
function fitting(chosen: readonly Chosen[]): Chosen[] {
  let left = MAX_IMAGES
  return chosen.flatMap(({ model, count }) => {
    const kept = Math.min(count, left)
    left -= kept
    return kept === 0 ? [] : [{ model, count: kept }]
  })
}

/** The draft's models after a choice for one operation; those of other operations stay as they are. */
export function withChoices(
  { models }: Pick<Draft, 'models'>,
  offered: readonly ModelView[],
  operation: Operation,
  choices: readonly Choice[],
): Choice[] {
  const others = models.filter(({ id }) => {
    const model = offered.find((one) => one.id === id)
    return model !== undefined && model.capability.operation !== operation
  })
  return [...choices, ...others]
}

export const imagesOf = (chosen: readonly { count: number }[]): number =>
  chosen.reduce((sum, { count }) => sum + count, 0)

/** Choices with one model set to a number of images; 0 takes it out. */
export function withCount(choices: readonly Choice[], id: string, count: number): Choice[] {
  if (count <= 0) return choices.filter((choice) => choice.id !== id)
  const known = choices.some((choice) => choice.id === id)
  return known
    ? choices.map((choice) => (choice.id === id ? { id, count } : choice))
    : [...choices, { id, count }]
}

/** Cheapest first; those that nobody runs at the end. */
export function byPrice(models: readonly ModelView[]): ModelView[] {
  return models.toSorted((a, b) => {
    if (a.price === null || b.price === null)
      return Number(a.price === null) - Number(b.price === null)
    return a.price < b.price ? -1 : Number(a.price > b.price)
  })
}
