import type { Capability, OptionSpec } from '@aetherflow/api/tasks/schemas'
import type { TypedOptions } from './draft.ts'

/** Why what was typed for an option cannot be sent. */
export type OptionProblem = 'required' | 'number' | 'whole' | 'range' | 'long'
export type OptionValue = string | number | boolean

/** What a control shows: as typed, else the model's default. */
export function typedOf(spec: OptionSpec, typed: TypedOptions): string | boolean {
  const value = typed[spec.name]
  if (spec.kind === 'flag') return typeof value === 'boolean' ? value : spec.default
  if (typeof value === 'string' && isChoosable(spec, value)) return value
  return spec.kind === 'text' ? '' : String(spec.default ?? '')
}

export function problemOf(spec: OptionSpec, typed: TypedOptions): OptionProblem | null {
  const value = typedOf(spec, typed)
  if (typeof value === 'boolean') return null
  if (value.trim() === '') return spec.required ? 'required' : null
  if (spec.kind === 'text') return value.trim().length > spec.maxChars ? 'long' : null
  if (spec.kind !== 'number' && spec.kind !== 'integer') return null
  const number = readNumber(value)
  if (number === null) return 'number'
  if (spec.kind === 'integer' && !Number.isInteger(number)) return 'whole'
  return number < spec.min || number > spec.max ? 'range' : null
}

/** What is sent for one model; what was left empty is left to it. */
export function optionValues(
  { options }: Pick<Capability, 'options'>,
  typed: TypedOptions,
): Record<string, OptionValue> {
  return Object.fromEntries(
    options.flatMap((spec): [string, OptionValue][] => {
      const value = typedOf(spec, typed)
      if (typeof value === 'boolean') return [[spec.name, value]]
      const text = value.trim()
      if (text === '') return []
      const isNumber = spec.kind === 'number' || spec.kind === 'integer'
      return [[spec.name, isNumber ? (readNumber(text) ?? 0) : text]]
    }),
  )
}

/** Whether one of the options of which at least one must say something does. */
export function hasOneOf(
  capability: Pick<Capability, 'options' | 'needsOneOf'>,
  typed: TypedOptions,
) {
  const { needsOneOf } = capability
  const values = optionValues(capability, typed)
  return needsOneOf.length === 0 || needsOneOf.some((name) => isSaid(values[name]))
}

/** Options that a run cannot do without stand in view; the others are one press away. */
export function isInView(
  spec: OptionSpec,
  { needsOneOf }: Pick<Capability, 'needsOneOf'>,
): boolean {
  return spec.required || needsOneOf.includes(spec.name)
}

const isSaid = (value: OptionValue | undefined) =>
  value !== undefined && value !== 0 && value !== false && value !== ''

const isChoosable = (spec: OptionSpec, value: string) =>
  spec.kind !== 'choice' || value === '' || spec.choices.some((choice) => choice.value === value)

/** "0,5" is what half of the world types for 0.5. */
function readNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.')
  return /^-?\d{1,9}(?:\.\d{1,6})?$/.test(plain) ? Number(plain) : null
}
