import type { Capability, RunParams, RunView } from '@aetherflow/api/tasks/schemas'

export const preferences = ['cheapest', 'balanced', 'fastest'] as const
export const outputFormats = ['png', 'jpeg', 'webp'] as const
export const operations = [
  'text-to-image',
  'image-to-image',
  'inpaint',
  'outpaint',
  'search-and-replace',
  'remove-background',
  'upscale',
] as const satisfies readonly Capability['operation'][]
/** The most images of one run. */
export const MAX_IMAGES = 8
/** The most that a draft remembers of models, over all operations. */
const MAX_KEPT = 40

export type Operation = Capability['operation']
export type OutputFormat = (typeof outputFormats)[number]
export type PictureRef = NonNullable<RunParams['image']>
export type InputName = 'image' | 'mask'
/** A model and how many images of it. */
export type Choice = { id: string; count: number }
/** The options of one model as they were typed; a flag is true or false. */
export type TypedOptions = Readonly<Record<string, string | boolean>>

/** What stands in the composer, as it was typed; it is kept per account in the browser. */
export type Draft = {
  /** Null: whatever the chosen models do. */
  operation: Operation | null
  prompt: string
  negativePrompt: string
  aspectRatio: string
  /** Empty for none. */
  stylePreset: string
  outputFormat: OutputFormat
  /** Digits as typed; empty for a new one each time. */
  seed: string
  /** Of every operation: what was chosen for another one is still there when one comes back to it. */
  models: Choice[]
  /** By model, the most to pay per image as typed; without one, the price shown. */
  ceilings: Readonly<Record<string, string>>
  /** By model. */
  options: Readonly<Record<string, TypedOptions>>
  image: PictureRef | null
  mask: PictureRef | null
  preference: (typeof preferences)[number]
  ownKey: boolean
}

export const emptyDraft: Draft = {
  operation: null,
  prompt: '',
  negativePrompt: '',
  aspectRatio: '1:1',
  stylePreset: '',
  outputFormat: 'png',
  seed: '',
  models: [],
  ceilings: {},
  options: {},
  image: null,
  mask: null,
  preference: 'balanced',
  ownKey: false,
}

/** A stored draft; whatever does not fit, of an older version or damaged, falls back to its default. */
export function parseDraft(text: string | null): Draft {
  const stored = readObject(text)
  const words = (name: keyof Draft): string => {
    const [value, fallback] = [stored[name], emptyDraft[name]]
    if (typeof value === 'string') return value.slice(0, 10_000)
    return typeof fallback === 'string' ? fallback : ''
  }
  const oneOf = <Value>(name: keyof Draft, values: readonly Value[]): Value | undefined =>
    values.find((value) => value === stored[name])
  return {
    operation: oneOf('operation', operations) ?? null,
    prompt: words('prompt'),
    negativePrompt: words('negativePrompt'),
    aspectRatio: words('aspectRatio'),
    stylePreset: words('stylePreset'),
    outputFormat: oneOf('outputFormat', outputFormats) ?? 'png',
    seed: words('seed'),
    models: choicesOf(stored.models, stored.count),
    ceilings: entriesOf(stored.ceilings, (value) =>
      typeof value === 'string' ? value.slice(0, 20) : undefined,
    ),
    options: entriesOf(stored.options, typedOptions),
    image: pictureOf(stored.image),
    mask: pictureOf(stored.mask),
    preference: oneOf('preference', preferences) ?? 'balanced',
    ownKey: stored.ownKey === true,
  }
}

/** The draft that would make a run again; with a seed, the same picture of the same model. */
export function draftOfRun(
  run: Omit<RunView, 'tasks'>,
  modelIds: readonly string[],
  seed: bigint | null,
): Draft {
  const { params } = run
  const counts = Map.groupBy(modelIds, (id) => id)
  return {
    ...emptyDraft,
    prompt: run.prompt,
    negativePrompt: run.negativePrompt,
    aspectRatio: params.aspectRatio ?? emptyDraft.aspectRatio,
    stylePreset: params.stylePreset ?? '',
    outputFormat: params.outputFormat,
    seed: seed === null ? '' : seed.toString(),
    models: [...counts].map(([id, of]) => ({ id, count: of.length })),
    options: entriesOf(params.options, typedOptions),
    image: params.image ?? null,
    mask: params.mask ?? null,
    preference: run.preference,
    ownKey: run.ownKey,
  }
}

/** Models with their number; drafts of before had one number for all. */
function choicesOf(value: unknown, countOfAll: unknown): Choice[] {
  if (!Array.isArray(value)) return []
  const choices = value.flatMap((entry: unknown): Choice[] => {
    const { id, count } =
      typeof entry === 'string' ? { id: entry, count: countOfAll } : objectOf(entry)
    return typeof id === 'string' && id !== '' ? [{ id, count: countOf(count) }] : []
  })
  return [...new Map(choices.map((choice) => [choice.id, choice])).values()].slice(0, MAX_KEPT)
}

function countOf(value: unknown): number {
  const isCount = typeof value === 'number' && Number.isInteger(value)
  return isCount && value >= 1 && value <= MAX_IMAGES ? value : 1
}

function typedOptions(value: unknown): TypedOptions {
  return entriesOf(value, (option) => {
    if (typeof option === 'boolean') return option
    if (typeof option === 'number') return String(option)
    return typeof option === 'string' ? option.slice(0, 2_000) : undefined
  })
}

function pictureOf(value: unknown): PictureRef | null {
  const { kind, id } = objectOf(value)
  const known = kind === 'upload' || kind === 'result' ? kind : null
  return known !== null && typeof id === 'string' && isPictureId(id) ? { kind: known, id } : null
}

const isPictureId = (id: string) => /^[0-9a-f-]{36}$/i.test(id)

/** The picture that an address such as `?input=result:…` names. */
export function pictureOfQuery(text: string | null): PictureRef | null {
  const [kind, id] = (text ?? '').split(':')
  return pictureOf({ kind, id })
}

function entriesOf<Value>(
  value: unknown,
  read: (entry: unknown) => Value | undefined,
): Record<string, Value> {
  const entries = Object.entries(objectOf(value)).slice(0, MAX_KEPT)
  return Object.fromEntries(
    entries.flatMap(([name, entry]) => {
      const known = read(entry)
      return known === undefined ? [] : [[name, known] as const]
    }),
  )
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function readObject(text: string | null): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(text ?? '{}'))
  } catch {
    return {}
  }
}
