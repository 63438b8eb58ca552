import type { ModelView, SubmitRun } from '@aetherflow/api/tasks/schemas'
import { seedsOf } from './block-of-draft.ts'
import type { Draft } from './draft.ts'
import { newClientId } from './new-client-id.ts'
import type { DraftPrice } from './price-of-draft.ts'

/** What is sent for a draft that nothing blocks; the ceilings are those shown beside the button. */
export function runOfDraft(
  draft: Draft,
  models: readonly ModelView[],
  price: DraftPrice,
): SubmitRun {
  const takesNegative = models.every(({ capability }) => capability.negativePrompt)
  const takesStyle = models.every(({ capability }) =>
    capability.stylePresets.includes(draft.stylePreset),
  )
  return {
    clientId: newClientId(),
    prompt: draft.prompt.trim(),
    negativePrompt: takesNegative ? draft.negativePrompt.trim() : '',
    params: {
      aspectRatio: draft.aspectRatio,
      outputFormat: draft.outputFormat,
      ...(takesStyle ? { stylePreset: draft.stylePreset } : {}),
    },
    preference: draft.preference,
    ownKey: draft.ownKey,
    tasks: models.flatMap(({ id, capability }) => {
      const ceiling = price.lines.find(({ modelId }) => modelId === id)?.ceiling ?? 0n
      const seeds = seedsOf(
        capability.seed === null ? '' : draft.seed,
        draft.count,
        capability.seed?.max ?? 0,
      )
      return seeds.map((seed) => ({ modelId: id, ceiling, seed }))
    }),
  }
}

/** The models that a draft means, of those on offer; the cheapest one that is open when it names none. */
export function modelsOfDraft(draft: Draft, offered: readonly ModelView[]): ModelView[] {
  const chosen = draft.models.flatMap((id) => offered.find((model) => model.id === id) ?? [])
  const fallback = offered.find(({ price }) => price !== null) ?? offered[0]
  const some = chosen.length > 0 ? chosen : fallback === undefined ? [] : [fallback]
  return draft.several ? some : some.slice(0, 1)
}

/** Cheapest first; those that nobody runs at the end. */
export function byPrice(models: readonly ModelView[]): ModelView[] {
  return models.toSorted((a, b) => {
    if (a.price === null || b.price === null)
      return Number(a.price === null) - Number(b.price === null)
    return a.price < b.price ? -1 : Number(a.price > b.price)
  })
}

/** The shapes that all of these models make, in the order in which people look for them. */
export function shapesOf(models: readonly ModelView[]): string[] {
  const usual = ['1:1', '3:2', '2:3', '16:9', '9:16', '5:4', '4:5', '21:9', '9:21']
  const [first, ...others] = models.map(({ capability }) => capability.aspectRatios)
  const common = (first ?? []).filter((ratio) => others.every((ratios) => ratios.includes(ratio)))
  return common.toSorted((a, b) => place(usual, a) - place(usual, b))
}

const place = (order: readonly string[], ratio: string) =>
  order.includes(ratio) ? order.indexOf(ratio) : order.length
