import { creditHundredths } from '@aetherflow/db/quantities'
import { DomainError } from '../../domain-error.ts'
import type { SubmitRun } from '../schemas.ts'
import type { CatalogueModel } from './catalogue.ts'
import { countReasons, offersOf } from './offers.ts'
import { promptLanguage, takesLanguage } from './prompt-language.ts'
import type { RoutingView } from './routing-view.ts'
import { suggestModels } from './suggest-models.ts'

/**
 * Refuses a run that could not be run as asked, before any credit is held. Throws MODEL_UNAVAILABLE,
 * PARAMS_UNSUPPORTED { modelId, field }, PROMPT_LANGUAGE { language, modelId, suggestions },
 * PRICE_CHANGED { modelId, price, ceiling }, NO_CAPACITY { modelId, reasons }.
 */
export function checkRun(view: RoutingView, userId: string, input: SubmitRun): void {
  const language = promptLanguage(`${input.prompt} ${input.negativePrompt}`)
  for (const { modelId, ceiling, seed } of input.tasks) {
    const model = view.models.get(modelId)
    if (model === undefined) throw new DomainError('MODEL_UNAVAILABLE', { modelId })
    const field = unsupportedField(model, input, seed)
    if (field !== null) throw new DomainError('PARAMS_UNSUPPORTED', { modelId, field })
    if (language !== null && !takesLanguage(model.capability.promptLanguages, language)) {
      const suggestions = suggestModels(view, language, { ...input, userId })
      throw new DomainError('PROMPT_LANGUAGE', { modelId, language, suggestions })
    }
    checkOffer(view, model, userId, input, ceiling)
  }
}

function checkOffer(
  view: RoutingView,
  model: CatalogueModel,
  userId: string,
  { preference, ownKey }: SubmitRun,
  ceiling: bigint,
): void {
  const asked = { userId, preference, ownKey }
  const within = offersOf(view, model, { ...asked, ceiling: creditHundredths(ceiling) })
  if (within.candidates.length > 0) return
  const [best] = offersOf(view, model, { ...asked, ceiling: null }).candidates
  if (best !== undefined) {
    const params = { modelId: model.id, price: best.price.toString(), ceiling: ceiling.toString() }
    throw new DomainError('PRICE_CHANGED', params)
  }
  const reasons = countReasons(within.excluded).map(({ reason }) => reason)
  throw new DomainError('NO_CAPACITY', { modelId: model.id, reasons })
}

function unsupportedField(
  { capability }: CatalogueModel,
  { prompt, negativePrompt, params }: SubmitRun,
  seed: bigint | null,
): string | null {
  if (prompt.length > capability.maxPromptChars) return 'prompt'
  if (negativePrompt !== '' && !capability.negativePrompt) return 'negativePrompt'
  if (negativePrompt.length > capability.maxPromptChars) return 'negativePrompt'
  if (!capability.aspectRatios.includes(params.aspectRatio)) return 'aspectRatio'
  if (!capability.outputFormats.includes(params.outputFormat)) return 'outputFormat'
  const { stylePreset } = params
  if (stylePreset !== undefined && !capability.stylePresets.includes(stylePreset))
    return 'stylePreset'
  if (seed === null) return null
  const range = capability.seed
  const inRange = range !== null && seed >= BigInt(range.min) && seed <= BigInt(range.max)
  return inRange ? null : 'seed'
}
