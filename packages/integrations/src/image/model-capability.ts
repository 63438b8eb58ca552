/** What a model does with what it is given. */
export type Operation =
  | 'text-to-image'
  | 'image-to-image'
  | 'upscale'
  | 'remove-background'
  | 'inpaint'
  | 'outpaint'
  | 'search-and-replace'

/** The same words in every language that the screens speak. */
export type Words = { en: string; zh: string }

/** A picture that a model takes besides its words. */
export type InputSpec = {
  name: 'image' | 'mask'
  required: boolean
  minSide: number
  maxSide: number
  minPixels: number
  maxPixels: number
  /** Longer side over shorter side, at most. */
  maxRatio: number
  maxBytes: number
}

/** A setting that only some models know. The studio draws its control from this, so a new model needs no code there. */
export type OptionSpec = { name: string; label: Words; hint?: Words; required: boolean } & (
  | { kind: 'number'; min: number; max: number; step: number; default: number | null }
  | { kind: 'integer'; min: number; max: number; default: number | null }
  | { kind: 'choice'; choices: { value: string; label: Words }[]; default: string | null }
  | { kind: 'flag'; default: boolean }
  | { kind: 'text'; maxChars: number }
)

/** How large a result is, where it follows from the picture: each side so many times, and these options in pixels beside it. */
export type OutputSpec = { scale: number; widen: string[]; heighten: string[] }

export type ModelCapability = {
  operation: Operation
  prompt: 'required' | 'optional' | 'none'
  /** Empty where the shape follows from the picture that was given. */
  aspectRatios: string[]
  maxPromptChars: number
  negativePrompt: boolean
  seed: { min: number; max: number } | null
  stylePresets: string[]
  outputFormats: string[]
  /** Language tags such as `en`; empty when any will do. */
  promptLanguages: string[]
  /** Expected pixels per aspect ratio. */
  sizes: Record<string, { width: number; height: number }>
  inputs: InputSpec[]
  options: OptionSpec[]
  /** Of these options at least one must differ from zero; empty where there is no such rule. */
  needsOneOf: string[]
  /** Left out where the model chooses the size, and never a large one. */
  output?: OutputSpec
}

/** A capability of a model that draws from words alone; what differs is given. */
export function textToImage(
  differing: Partial<ModelCapability> & Pick<ModelCapability, 'aspectRatios' | 'sizes'>,
): ModelCapability {
  return {
    operation: 'text-to-image',
    prompt: 'required',
    maxPromptChars: 10_000,
    negativePrompt: false,
    seed: null,
    stylePresets: [],
    outputFormats: ['png'],
    promptLanguages: [],
    inputs: [],
    options: [],
    needsOneOf: [],
    ...differing,
  }
}
