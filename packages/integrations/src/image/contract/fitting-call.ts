import { randomUUID } from 'node:crypto'
import type { Secret } from '@aetherflow/crypto/secret'
import { plainPng } from '../../testing/plain-png.ts'
import type {
  GenerateCall,
  GenerateOutcome,
  InputPicture,
  OptionValue,
  PublishedModel,
} from '../image-upstream.ts'
import type { InputSpec, OptionSpec } from '../model-capability.ts'
import type { BilledCall, Under } from './setup.ts'

const timeoutMs = 30_000
let keys = 0

export function newKey({ setup }: Under): Secret {
  return setup.newKey(`contract${(keys += 1)}`)
}

/** The model that draws from words, or the first: what most tests ask for. */
export function firstModel({ upstream }: Under): PublishedModel {
  const model =
    upstream.models.find(({ capability }) => capability.operation === 'text-to-image') ??
    upstream.models[0]
  if (model === undefined) throw new Error('an upstream publishes at least one model')
  return model
}

/** A call that a model must take: the pictures and options that it cannot do without, and nothing else. */
export function fittingCall(
  under: Under,
  model: PublishedModel,
  change: Partial<GenerateCall> = {},
): GenerateCall {
  const { capability } = model
  const [aspectRatio] = capability.aspectRatios
  const outputFormat = (['png', 'jpeg', 'webp'] as const).find((format) =>
    capability.outputFormats.includes(format),
  )
  if (outputFormat === undefined) throw new Error(`${model.id} has none of our formats`)
  const options = Object.fromEntries(
    capability.options
      .filter(({ required, name }) => required || name === capability.needsOneOf[0])
      .map((spec) => [spec.name, fittingValue(spec)]),
  )
  return {
    key: newKey(under),
    model: model.id,
    prompt: capability.prompt === 'none' ? '' : under.setup.prompts.good,
    ...(aspectRatio === undefined ? {} : { aspectRatio }),
    outputFormat,
    inputs: fittingInputs(capability.inputs.filter(({ required }) => required)),
    options,
    attemptId: randomUUID(),
    timeoutMs,
    ...change,
  }
}

/** The same with everything that the model takes besides. */
export function fullCall(under: Under, model: PublishedModel): GenerateCall {
  const { capability } = model
  const [stylePreset] = capability.stylePresets
  return fittingCall(under, model, {
    inputs: fittingInputs(capability.inputs),
    options: Object.fromEntries(capability.options.map((spec) => [spec.name, fittingValue(spec)])),
    ...(capability.negativePrompt ? { negativePrompt: 'fog' } : {}),
    ...(capability.seed === null ? {} : { seed: capability.seed.max }),
    ...(stylePreset === undefined ? {} : { stylePreset }),
  })
}

function fittingInputs(
  specs: readonly InputSpec[],
): Partial<Record<'image' | 'mask', InputPicture>> {
  return Object.fromEntries(
    specs.map((spec) => {
      const side = Math.max(64, spec.minSide, Math.ceil(Math.sqrt(spec.minPixels)))
      // To be painted anew: the white half of a mask, or the transparent corner of a picture without one.
      const corner = (x: number, y: number) => x < side / 4 && y < side / 4
      const bytes =
        spec.name === 'image'
          ? plainPng(side, side, (x, y) => [x % 256, y % 256, 128, corner(x, y) ? 0 : 255])
          : plainPng(side, side, (x) => (x < side / 2 ? [255, 255, 255, 255] : [0, 0, 0, 255]))
      return [spec.name, { bytes, mimeType: 'image/png' as const, width: side, height: side }]
    }),
  )
}

function fittingValue(spec: OptionSpec): OptionValue {
  switch (spec.kind) {
    case 'number':
      return spec.default ?? (spec.min + spec.max) / 2
    case 'integer':
      return Math.max(spec.default ?? 0, spec.min, Math.min(64, spec.max))
    case 'choice':
      return spec.choices.at(-1)?.value ?? ''
    case 'flag':
      return !spec.default
    case 'text':
      return 'the boat'
  }
}

export async function run(
  { setup, upstream }: Under,
  call: GenerateCall,
): Promise<{ outcome: GenerateOutcome; billed: readonly BilledCall[] }> {
  const outcome = await upstream.generate(call)
  return { outcome, billed: setup.billed(call.attemptId) }
}
