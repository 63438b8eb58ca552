import { offersOf } from './offers.ts'
import { takesLanguage } from './prompt-language.ts'
import type { Preference } from './routing-types.ts'
import type { RoutingView } from './routing-view.ts'

type Asked = { userId: string; preference: Preference; ownKey: boolean }

/** Models that draw from words, take a language, and that somebody runs now. */
export function suggestModels(view: RoutingView, language: string, asked: Asked): string[] {
  const { userId, preference, ownKey } = asked
  return [...view.models.values()]
    .filter(
      ({ capability }) =>
        capability.operation === 'text-to-image' &&
        takesLanguage(capability.promptLanguages, language),
    )
    .filter(
      (model) =>
        offersOf(view, model, { userId, preference, ownKey, ceiling: null }).candidates.length > 0,
    )
    .map(({ id }) => id)
}
