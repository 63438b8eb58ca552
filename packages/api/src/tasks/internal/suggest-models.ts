import type { Capability } from '../schemas.ts'
import { offersOf } from './offers.ts'
import { takesLanguage } from './prompt-language.ts'
import type { Preference } from './routing-types.ts'
import type { RoutingView } from './routing-view.ts'

type Asked = {
  userId: string
  preference: Preference
  ownKey: boolean
  /** What the person wants done: a model that does something else is no help. */
  operations: ReadonlySet<Capability['operation']>
}

/** Models that do the same, read words, take their language, and that somebody runs now. */
export function suggestModels(view: RoutingView, language: string, asked: Asked): string[] {
  const { userId, preference, ownKey, operations } = asked
  return [...view.models.values()]
    .filter(
      ({ capability }) =>
        operations.has(capability.operation) &&
        capability.prompt !== 'none' &&
        takesLanguage(capability.promptLanguages, language),
    )
    .filter(
      (model) =>
        offersOf(view, model, { userId, preference, ownKey, ceiling: null }).candidates.length > 0,
    )
    .map(({ id }) => id)
}
