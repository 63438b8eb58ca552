import { ASPECT_RATIOS } from '../art/sizes.ts'
import type { AspectRatio } from '../art/sizes.ts'
import { STYLE_PRESETS } from '../art/style-presets.ts'
import type { StylePreset } from '../art/style-presets.ts'

/** Reads a form field by field and gathers the vendor's kind of complaints. */
export type Fields = {
  errors: string[]
  text(name: string, limit: { max: number; required?: boolean }): string | undefined
  choice<T extends string>(name: string, allowed: readonly T[]): T | undefined
  number(name: string, range: { min: number; max: number; whole?: boolean }): number | undefined
  file(name: string): File | undefined
}

export function createFields(form: FormData): Fields {
  const errors: string[] = []
  const value = (name: string) => {
    const entry = form.get(name)
    return typeof entry === 'string' && entry !== '' ? entry : undefined
  }
  return {
    errors,
    text(name, { max, required }) {
      const text = value(name)
      if (text === undefined && required) errors.push(`${name}: is required`)
      if (text !== undefined && text.length > max)
        errors.push(`${name}: must be at most ${max} characters`)
      return text
    },
    choice(name, allowed) {
      const text = value(name)
      const known = allowed.find((candidate) => candidate === text)
      if (text !== undefined && known === undefined)
        errors.push(`${name}: must be one of ${allowed.join(', ')}`)
      return known
    },
    number(name, { min, max, whole }) {
      const text = value(name)
      if (text === undefined) return undefined
      const number = Number(text)
      if (!Number.isFinite(number) || (whole && !Number.isInteger(number)))
        errors.push(`${name}: must be a number`)
      else if (number < min || number > max)
        errors.push(`${name}: must be between ${min} and ${max}`)
      return number
    },
    file(name) {
      const entry = form.get(name)
      return entry !== null && typeof entry !== 'string' ? entry : undefined
    },
  }
}

export type GenerateFields = {
  prompt: string
  negativePrompt: string | undefined
  aspectRatio: AspectRatio
  seed: number
  format: 'png' | 'jpeg' | 'webp'
  stylePreset: StylePreset | undefined
}

/** The fields that ultra, core and sd3 share. */
export function readGenerateFields(fields: Fields): GenerateFields {
  return {
    prompt: fields.text('prompt', { max: 10_000, required: true }) ?? '',
    negativePrompt: fields.text('negative_prompt', { max: 10_000 }),
    aspectRatio: fields.choice('aspect_ratio', ASPECT_RATIOS) ?? '1:1',
    seed: fields.number('seed', { min: 0, max: 4_294_967_294, whole: true }) ?? 0,
    format: fields.choice('output_format', ['png', 'jpeg', 'webp'] as const) ?? 'png',
    stylePreset: fields.choice('style_preset', Object.keys(STYLE_PRESETS) as StylePreset[]),
  }
}

export type EditFields = Pick<
  GenerateFields,
  'prompt' | 'negativePrompt' | 'seed' | 'format' | 'stylePreset'
>

/** The fields that the routes share which begin with a picture. */
export function readEditFields(
  fields: Fields,
  {
    prompt,
    formats = ['png', 'jpeg', 'webp'],
  }: { prompt: 'required' | 'optional' | 'none'; formats?: readonly GenerateFields['format'][] },
): EditFields {
  const words =
    prompt === 'none' ? '' : fields.text('prompt', { max: 10_000, required: prompt === 'required' })
  return {
    prompt: words ?? '',
    negativePrompt: fields.text('negative_prompt', { max: 10_000 }),
    seed: fields.number('seed', { min: 0, max: 4_294_967_294, whole: true }) ?? 0,
    format: fields.choice('output_format', formats) ?? 'png',
    stylePreset: fields.choice('style_preset', Object.keys(STYLE_PRESETS) as StylePreset[]),
  }
}
