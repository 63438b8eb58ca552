import type { SubmitRun } from '@aetherflow/api/tasks/schemas'
import { seedsOf } from './block-of-draft.ts'
import type { Chosen } from './chosen-models.ts'
import type { Draft } from './draft.ts'
import { newClientId } from './new-client-id.ts'
import { optionValues } from './option-values.ts'
import type { DraftPrice } from './price-of-draft.ts'
import { sharedFormat, type SharedSettings, sharedSettings } from './shared-settings.ts'

/** What is sent for a draft that nothing blocks; the ceilings are those shown beside the button. */
export function runOfDraft(draft: Draft, chosen: readonly Chosen[], price: DraftPrice): SubmitRun {
  const shared = sharedSettings(chosen.map(({ model }) => model))
  return {
    clientId: newClientId(),
    prompt: shared.prompt === 'none' ? '' : draft.prompt.trim(),
    negativePrompt: shared.negativePrompt ? draft.negativePrompt.trim() : '',
    params: paramsOf(draft, chosen, shared),
    preference: draft.preference,
    ownKey: draft.ownKey,
    tasks: chosen.flatMap(({ model: { id }, count }) => {
      const ceiling = price.lines.find(({ modelId }) => modelId === id)?.ceiling ?? 0n
      const seeds = seedsOf(shared.seed === null ? '' : draft.seed, count, shared.seed?.max ?? 0)
      return seeds.map((seed) => ({ modelId: id, ceiling, seed }))
    }),
  }
}

function paramsOf(
  draft: Draft,
  chosen: readonly Chosen[],
  shared: SharedSettings,
): SubmitRun['params'] {
  const { shapes, styles, inputs } = shared
  const options = chosen.flatMap(({ model: { id, capability } }) => {
    const values = optionValues(capability, draft.options[id] ?? {})
    return Object.keys(values).length === 0 ? [] : [[id, values] as const]
  })
  const [firstShape] = shapes
  return {
    outputFormat: sharedFormat(draft.outputFormat, shared),
    ...(firstShape === undefined
      ? {}
      : { aspectRatio: shapes.includes(draft.aspectRatio) ? draft.aspectRatio : firstShape }),
    ...(styles.includes(draft.stylePreset) ? { stylePreset: draft.stylePreset } : {}),
    ...(inputs.image !== null && draft.image !== null ? { image: draft.image } : {}),
    ...(inputs.mask !== null && draft.mask !== null ? { mask: draft.mask } : {}),
    ...(options.length === 0 ? {} : { options: Object.fromEntries(options) }),
  }
}
