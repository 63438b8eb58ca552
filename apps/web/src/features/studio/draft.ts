import type { RunView } from '@aetherflow/api/tasks/schemas'

export const preferences = ['cheapest', 'balanced', 'fastest'] as const
export const outputFormats = ['png', 'jpeg', 'webp'] as const
export const counts = [1, 2, 3, 4] as const
/** The most images of one run. */
export const MAX_IMAGES = 8

/** What stands in the composer, as it was typed; it is kept per account in the browser. */
export type Draft = {
  prompt: string
  negativePrompt: string
  aspectRatio: string
  /** Empty for none. */
  stylePreset: string
  outputFormat: (typeof outputFormats)[number]
  /** Digits as typed; empty for a new one each time. */
  seed: string
  models: string[]
  several: boolean
  /** Images of each model. */
  count: number
  preference: (typeof preferences)[number]
  /** Credits as typed; empty for the price shown. */
  ceiling: string
  ownKey: boolean
}

export const emptyDraft: Draft = {
  prompt: '',
  negativePrompt: '',
  aspectRatio: '1:1',
  stylePreset: '',
  outputFormat: 'png',
  seed: '',
  models: [],
  several: false,
  count: 1,
  preference: 'balanced',
  ceiling: '',
  ownKey: false,
}

/** A stored draft; whatever does not fit, of an older version or damaged, falls back to its default. */
export function parseDraft(text: string | null): Draft {
  const stored = readObject(text)
  const words = (name: keyof Draft): string => {
    const value = stored[name]
    const fallback = emptyDraft[name]
    if (typeof value === 'string') return value.slice(0, 10_000)
    return typeof fallback === 'string' ? fallback : ''
  }
  const oneOf = <Value extends string | number>(
    name: keyof Draft,
    values: readonly Value[],
    fallback: Value,
  ): Value => values.find((value) => value === stored[name]) ?? fallback
  return {
    prompt: words('prompt'),
    negativePrompt: words('negativePrompt'),
    aspectRatio: words('aspectRatio'),
    stylePreset: words('stylePreset'),
    outputFormat: oneOf('outputFormat', outputFormats, 'png'),
    seed: words('seed'),
    models: Array.isArray(stored.models)
      ? stored.models.filter((id): id is string => typeof id === 'string').slice(0, MAX_IMAGES)
      : [],
    several: stored.several === true,
    count: oneOf('count', counts, 1),
    preference: oneOf('preference', preferences, 'balanced'),
    ceiling: words('ceiling'),
    ownKey: stored.ownKey === true,
  }
}

/** The draft that would make a run again; with a seed, the same picture of the same model. */
export function draftOfRun(
  run: Omit<RunView, 'tasks'>,
  modelIds: readonly string[],
  seed: bigint | null,
): Draft {
  const models = [...new Set(modelIds)]
  return {
    ...emptyDraft,
    prompt: run.prompt,
    negativePrompt: run.negativePrompt,
    aspectRatio: run.params.aspectRatio ?? emptyDraft.aspectRatio,
    stylePreset: run.params.stylePreset ?? '',
    outputFormat: run.params.outputFormat,
    seed: seed === null ? '' : seed.toString(),
    models,
    several: models.length > 1,
    count: Math.min(4, Math.max(1, Math.floor(modelIds.length / Math.max(1, models.length)))),
    preference: run.preference,
    ownKey: run.ownKey,
  }
}

function readObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
