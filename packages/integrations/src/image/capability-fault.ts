import type { InputSpec, ModelCapability, OptionSpec } from './model-capability.ts'

export type PictureFacts = { width: number; height: number; sizeBytes: number }

/** Which bound of an input a picture breaks. */
export type InputRule = 'bytes' | 'side' | 'pixels' | 'ratio'

/** The first bound that a picture breaks; null when it fits. */
export function inputFault(spec: InputSpec, picture: PictureFacts): InputRule | null {
  const { width, height, sizeBytes } = picture
  const [shorter, longer] = width < height ? [width, height] : [height, width]
  if (sizeBytes > spec.maxBytes) return 'bytes'
  if (shorter < spec.minSide || longer > spec.maxSide) return 'side'
  if (width * height < spec.minPixels || width * height > spec.maxPixels) return 'pixels'
  return longer > shorter * spec.maxRatio ? 'ratio' : null
}

type Options = Readonly<Record<string, string | number | boolean>>

/**
 * The first option that a model does not take as given: unknown, of another kind, out of its range, missing, or, of those
 * of which one must differ from zero, the first when none does.
 * @returns the option's name, or null
 */
export function optionFault(
  { options: specs, needsOneOf }: Pick<ModelCapability, 'options' | 'needsOneOf'>,
  options: Options,
): string | null {
  const known = new Map(specs.map((spec) => [spec.name, spec]))
  const unknown = Object.keys(options).find((name) => !known.has(name))
  if (unknown !== undefined) return unknown
  const wrong = specs.find((spec) => !takes(spec, options[spec.name]))
  if (wrong !== undefined) return wrong.name
  const [first] = needsOneOf
  if (first === undefined) return null
  return needsOneOf.some((name) => (options[name] ?? 0) !== 0) ? null : first
}

function takes(spec: OptionSpec, value: string | number | boolean | undefined): boolean {
  if (value === undefined) return !spec.required
  switch (spec.kind) {
    case 'number':
      return typeof value === 'number' && value >= spec.min && value <= spec.max
    case 'integer':
      return Number.isSafeInteger(value) && Number(value) >= spec.min && Number(value) <= spec.max
    case 'choice':
      return spec.choices.some((choice) => choice.value === value)
    case 'flag':
      return typeof value === 'boolean'
    case 'text':
      return (
        typeof value === 'string' &&
        value.length <= spec.maxChars &&
        !(spec.required && value.trim() === '')
      )
  }
}
