import type { Capability, ModelView } from '@aetherflow/api/tasks/schemas'
import { type InputName, type OutputFormat, outputFormats } from './draft.ts'

type SettingName = 'aspectRatio' | 'stylePreset' | 'negativePrompt' | 'seed' | 'image' | 'mask'

/** What all models of a run take, and who of them lacks what the others have. */
export type SharedSettings = {
  prompt: Capability['prompt']
  maxPromptChars: number
  shapes: string[]
  styles: string[]
  formats: OutputFormat[]
  negativePrompt: boolean
  seed: { min: number; max: number } | null
  inputs: Record<InputName, SharedInput | null>
  /** What one of them cannot do without and another one does not take: they cannot run together. */
  clash: 'shape' | 'format' | 'prompt' | InputName | null
  /** Settings that some have and others lack, with the models that lack them. */
  lacking: { setting: SettingName; models: ModelView[] }[]
}

/** A picture that all of them take, and whether one needs it. */
type SharedInput = { required: boolean }

const usualShapes = [
  '1:1',
  '3:2',
  '2:3',
  '16:9',
  '9:16',
  '5:4',
  '4:5',
  '4:3',
  '3:4',
  '21:9',
  '9:21',
]

/** The format that is sent: the chosen one, or the first that all of them know. */
export function sharedFormat(chosen: OutputFormat, { formats }: SharedSettings): OutputFormat {
  return formats.includes(chosen) ? chosen : (formats[0] ?? 'png')
}

/** The settings of a run are one set for all of its models: only what each of them takes is offered. */
export function sharedSettings(models: readonly ModelView[]): SharedSettings {
  const all = models.map(({ capability }) => capability)
  const shapes = common(all.map(({ aspectRatios }) => aspectRatios))
  const styles = common(all.map(({ stylePresets }) => stylePresets))
  const formats = common(all.map((one) => one.outputFormats))
  return {
    prompt: promptOf(all),
    maxPromptChars: Math.min(10_000, ...all.map(({ maxPromptChars }) => maxPromptChars)),
    shapes: shapes.toSorted((a, b) => place(a) - place(b)),
    styles,
    formats: outputFormats.filter((format) => formats.includes(format)),
    negativePrompt: all.length > 0 && all.every((one) => one.negativePrompt),
    seed: seedOf(all),
    inputs: { image: sharedInput(all, 'image'), mask: sharedInput(all, 'mask') },
    clash: clashOf(all, { shapes, formats }),
    lacking: [
      lackingOf(models, 'aspectRatio', shapes.length > 0, (one) => one.aspectRatios.length > 0),
      lackingOf(models, 'stylePreset', styles.length > 0, (one) => one.stylePresets.length > 0),
      lackingOf(models, 'negativePrompt', false, (one) => one.negativePrompt),
      lackingOf(models, 'seed', false, (one) => one.seed !== null),
      lackingOf(models, 'image', false, (one) => inputOf(one, 'image') !== undefined),
      lackingOf(models, 'mask', false, (one) => inputOf(one, 'mask') !== undefined),
    ].flat(),
  }
}

/** Words are needed as soon as one model needs them; a model that takes none refuses those that are there. */
function promptOf(all: readonly Capability[]): Capability['prompt'] {
  if (all.some(({ prompt }) => prompt === 'required')) return 'required'
  return all.some(({ prompt }) => prompt === 'none') ? 'none' : 'optional'
}

const inputOf = ({ inputs }: Capability, name: InputName) =>
  inputs.find((input) => input.name === name)

function sharedInput(all: readonly Capability[], name: InputName): SharedInput | null {
  const specs = all.flatMap((one) => inputOf(one, name) ?? [])
  if (specs.length === 0 || specs.length < all.length) return null
  return { required: specs.some(({ required }) => required) }
}

function clashOf(
  all: readonly Capability[],
  { shapes, formats }: { shapes: string[]; formats: string[] },
): SharedSettings['clash'] {
  const clashes = (needs: (one: Capability) => boolean, takes: (one: Capability) => boolean) =>
    all.some(needs) && !all.every(takes)
  if (all.some(({ aspectRatios }) => aspectRatios.length > 0) && shapes.length === 0) return 'shape'
  if (all.length > 0 && formats.length === 0) return 'format'
  const isNeeded = ({ prompt }: Capability) => prompt === 'required'
  if (clashes(isNeeded, ({ prompt }) => prompt !== 'none')) return 'prompt'
  const input = (['image', 'mask'] as const).find((name) =>
    clashes(
      (one) => inputOf(one, name)?.required === true,
      (one) => inputOf(one, name) !== undefined,
    ),
  )
  return input ?? null
}

function seedOf(all: readonly Capability[]): SharedSettings['seed'] {
  const ranges = all.flatMap(({ seed }) => seed ?? [])
  if (ranges.length === 0 || ranges.length < all.length) return null
  return {
    min: Math.max(...ranges.map(({ min }) => min)),
    max: Math.min(...ranges.map(({ max }) => max)),
  }
}

function lackingOf(
  models: readonly ModelView[],
  setting: SettingName,
  isOffered: boolean,
  has: (capability: Capability) => boolean,
): SharedSettings['lacking'] {
  const without = models.filter(({ capability }) => !has(capability))
  const isMixed = without.length > 0 && without.length < models.length
  return isMixed && !isOffered ? [{ setting, models: without }] : []
}

function common(lists: readonly (readonly string[])[]): string[] {
  const [first, ...others] = lists
  return (first ?? []).filter((entry) => others.every((list) => list.includes(entry)))
}

const place = (ratio: string) =>
  usualShapes.includes(ratio) ? usualShapes.indexOf(ratio) : usualShapes.length
