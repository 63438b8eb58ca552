import type { InputSpec, OptionSpec, Words } from '../model-capability.ts'

/** Every route takes at most 10 MiB in all (413); what words and boundaries need is kept free. */
const bodyBytes = 10 * 1024 * 1024 - 256 * 1024
/** Where picture and mask share the body. */
const maskBytes = 2 * 1024 * 1024

type Bounds = Pick<InputSpec, 'minSide' | 'maxSide' | 'minPixels' | 'maxPixels' | 'maxRatio'>

/** Sides from 64, at least 4,096 pixels; where the document names no other bound, ours of 40 megapixels. */
export const anyPicture: Bounds = {
  minSide: 64,
  maxSide: 16_384,
  minPixels: 4096,
  maxPixels: 40_000_000,
  maxRatio: 256,
}
/** Edits and the conservative upscaler: at most 9,437,184 pixels. */
export const edited: Bounds = { ...anyPicture, maxPixels: 9_437_184 }

/** The picture to work on; where a mask may come along, a part of the body is kept free for it. */
export function picture(bounds: Bounds, withMask = false): InputSpec {
  const maxBytes = withMask ? bodyBytes - maskBytes : bodyBytes
  return { name: 'image', required: true, ...bounds, maxBytes }
}

/** White is painted anew, black is kept; the vendor fits it to the picture. Without one the picture's own alpha counts. */
export const mask: InputSpec = { name: 'mask', required: false, ...edited, maxBytes: maskBytes }

const names = {
  strength: { en: 'Strength of change', zh: '改动强度' },
  creativity: { en: 'Creativity', zh: '创造力' },
  cfg_scale: { en: 'How closely to follow the words', zh: '对提示词的遵循程度' },
  grow_mask: { en: 'Grow the mask', zh: '扩大遮罩' },
  left: { en: 'To the left', zh: '向左' },
  right: { en: 'To the right', zh: '向右' },
  up: { en: 'Upwards', zh: '向上' },
  down: { en: 'Downwards', zh: '向下' },
  search_prompt: { en: 'What to replace', zh: '要替换的内容' },
  select_prompt: { en: 'What to recolour', zh: '要重新上色的内容' },
} as const satisfies Record<string, Words>
type FieldName = keyof typeof names

const inPixels: Words = { en: 'in pixels', zh: '单位：像素' }
const fewWords: Words = { en: 'a few English words', zh: '几个英文单词' }

/** A fraction that the vendor takes to two digits. */
export function fraction(
  name: FieldName,
  range: { min: number; max: number; default: number | null; hint?: Words },
): OptionSpec {
  const { min, max, default: preset, hint } = range
  const required = preset === null
  const label = names[name]
  const shown = hint === undefined ? {} : { hint }
  return { name, label, ...shown, required, kind: 'number', min, max, step: 0.01, default: preset }
}

/** A number of pixels, such as how far a picture is extended to one side. */
export function pixels(name: FieldName, max: number, preset: number): OptionSpec {
  const label = names[name]
  return {
    name,
    label,
    hint: inPixels,
    required: false,
    kind: 'integer',
    min: 0,
    max,
    default: preset,
  }
}

/** A few words about what is in the picture, besides the prompt. */
export function words(name: FieldName): OptionSpec {
  return { name, label: names[name], hint: fewWords, required: true, kind: 'text', maxChars: 2000 }
}

export const strength = fraction('strength', {
  min: 0,
  max: 1,
  default: null,
  hint: { en: '0 keeps the picture, 1 ignores it', zh: '0 保持原图，1 完全忽略原图' },
})

/** How closely Stable Diffusion 3.5 follows the prompt. */
export function guidance(preset: number): OptionSpec {
  const label = names.cfg_scale
  const range = { min: 1, max: 10, step: 0.1, default: preset }
  return { name: 'cfg_scale', label, required: false, kind: 'number', ...range }
}
