import { creditHundredths } from '@aetherflow/db/quantities'
import { DomainError } from '../../domain-error.ts'
import type { SubmitRun } from '../schemas.ts'
import type { CatalogueModel } from './catalogue.ts'
import { countReasons, offersOf } from './offers.ts'
import { promptLanguage, takesLanguage } from './prompt-language.ts'
import type { RoutingView } from './routing-view.ts'
import { suggestModels } from './suggest-models.ts'
import {
  checkPictures,
  checkSettings,
  checkWords,
  type GivenPictures,
  wordsOf,
} from './check-model-takes.ts'

/**
 * Refuses a run that could not be run as asked, before any credit is held. Throws MODEL_UNAVAILABLE,
 * PROMPT_MISSING { modelId }, PARAMS_UNSUPPORTED { modelId, field }, INPUT_MISSING { modelId, input },
 * INPUT_UNFIT { modelId, input, rule }, PROMPT_LANGUAGE { language, modelId, suggestions },
 * PRICE_CHANGED { modelId, price, ceiling }, NO_CAPACITY { modelId, reasons }.
 * @param given the pictures that the run names, known to be the caller's
 */
export function checkRun(
  view: RoutingView,
  userId: string,
  input: SubmitRun,
  given: GivenPictures = {},
): void {
  checkOptionOwners(input)
  for (const { modelId, ceiling, seed } of input.tasks) {
    const model = view.models.get(modelId)
    if (model === undefined) throw new DomainError('MODEL_UNAVAILABLE', { modelId })
    checkWords(model, input)
    checkSettings(model, input, seed)
    checkPictures(model, given, input.params)
    const language = promptLanguage(wordsOf(model, input))
    if (language !== null && !takesLanguage(model.capability.promptLanguages, language)) {
      const operations = new Set([model.capability.operation])
      const suggestions = suggestModels(view, language, { ...input, userId, operations })
      throw new DomainError('PROMPT_LANGUAGE', { modelId, language, suggestions })
    }
    checkOffer(view, model, userId, input, ceiling)
  }
}

/** Options of a model that the run does not ask would be paid for by nobody and seen by nobody. */
function checkOptionOwners({ tasks, params }: SubmitRun): void {
  const asked = new Set(tasks.map(({ modelId }) => modelId))
  const modelId = Object.keys(params.options ?? {}).find((owner) => !asked.has(owner))
  if (modelId !== undefined)
    throw new DomainError('PARAMS_UNSUPPORTED', { modelId, field: 'options' })
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
