import { inputFault, optionFault } from '@aetherflow/integrations/image/capability-fault'
import { outputFault } from '@aetherflow/integrations/image/output-fault'
import { DomainError } from '../../domain-error.ts'
import type { SubmitRun } from '../schemas.ts'
import type { CatalogueModel } from './catalogue.ts'

/** What is known of a picture that a run names: the caller's own, and there. */
export type GivenPicture = { width: number; height: number; sizeBytes: number }
export type GivenPictures = { [input in 'image' | 'mask']?: GivenPicture | undefined }

type Asked = Pick<SubmitRun, 'prompt' | 'negativePrompt' | 'params'>

/** Refuses words that a model does not take. Throws PROMPT_MISSING { modelId }, PARAMS_UNSUPPORTED { modelId, field }. */
export function checkWords({ id: modelId, capability }: CatalogueModel, asked: Asked): void {
  const { prompt, negativePrompt } = asked
  if (prompt === '' && capability.prompt === 'required')
    throw new DomainError('PROMPT_MISSING', { modelId })
  const longest = capability.maxPromptChars
  if (prompt !== '' && (capability.prompt === 'none' || prompt.length > longest))
    throw new DomainError('PARAMS_UNSUPPORTED', { modelId, field: 'prompt' })
  if (negativePrompt !== '' && (!capability.negativePrompt || negativePrompt.length > longest))
    throw new DomainError('PARAMS_UNSUPPORTED', { modelId, field: 'negativePrompt' })
}

/** Refuses settings that a model does not have. Throws PARAMS_UNSUPPORTED { modelId, field }. */
export function checkSettings(model: CatalogueModel, asked: Asked, seed: bigint | null): void {
  const field = unsupportedField(model, asked, seed)
  if (field !== null) throw new DomainError('PARAMS_UNSUPPORTED', { modelId: model.id, field })
}

function unsupportedField(
  { id, capability }: CatalogueModel,
  { params }: Asked,
  seed: bigint | null,
): string | null {
  const { aspectRatio, stylePreset, outputFormat } = params
  const { aspectRatios, stylePresets, outputFormats } = capability
  // A model without ratios takes its shape from the picture: a ratio would promise what nobody keeps.
  if (aspectRatio === undefined ? aspectRatios.length > 0 : !aspectRatios.includes(aspectRatio))
    return 'aspectRatio'
  if (!outputFormats.includes(outputFormat)) return 'outputFormat'
  if (stylePreset !== undefined && !stylePresets.includes(stylePreset)) return 'stylePreset'
  const range = capability.seed
  const seedFits =
    seed === null || (range !== null && seed >= BigInt(range.min) && seed <= BigInt(range.max))
  if (!seedFits) return 'seed'
  const option = optionFault(capability, params.options?.[id] ?? {})
  return option === null ? null : `options.${option}`
}

/**
 * Refuses pictures that a model cannot work on. Throws INPUT_MISSING { modelId, input }, PARAMS_UNSUPPORTED
 * { modelId, field }, INPUT_UNFIT { modelId, input, rule } with rule bytes, side, pixels, ratio, output: its result would
 * be larger than what is read, or size: a mask that is not as large as its picture.
 */
export function checkPictures(
  { id: modelId, capability }: CatalogueModel,
  given: GivenPictures,
  { outputFormat, options }: Pick<Asked['params'], 'outputFormat' | 'options'>,
) {
  for (const input of ['image', 'mask'] as const) {
    const spec = capability.inputs.find(({ name }) => name === input)
    const picture = given[input]
    if (picture === undefined) {
      if (spec?.required === true) throw new DomainError('INPUT_MISSING', { modelId, input })
      continue
    }
    if (spec === undefined) throw new DomainError('PARAMS_UNSUPPORTED', { modelId, field: input })
    const rule = inputFault(spec, picture)
    if (rule !== null) throw new DomainError('INPUT_UNFIT', { modelId, input, rule })
  }
  const { image, mask } = given
  if (image === undefined) return
  const asked = { outputFormat, options: options?.[modelId] ?? {} }
  if (outputFault(capability.output, image, asked) !== null)
    throw new DomainError('INPUT_UNFIT', { modelId, input: 'image', rule: 'output' })
  if (mask === undefined) return
  if (image.width !== mask.width || image.height !== mask.height)
    throw new DomainError('INPUT_UNFIT', { modelId, input: 'mask', rule: 'size' })
}

/** The words of a run that one model reads: the prompt, and the options that are text. */
export function wordsOf(
  { id, capability }: CatalogueModel,
  { prompt, negativePrompt, params }: Asked,
): string {
  const options = params.options?.[id] ?? {}
  const texts = capability.options.flatMap(({ kind, name }) =>
    kind === 'text' ? [String(options[name] ?? '')] : [],
  )
  return [prompt, negativePrompt, ...texts].join(' ')
}
