import type { Chosen } from './chosen-models.ts'
import type { Draft } from './draft.ts'
import { typedOf } from './option-values.ts'
import type { SharedSettings } from './shared-settings.ts'

const sampleLength = 40

/**
 * What of a prompt the quote needs: the letters that give a script away. A quote is asked for by GET,
 * and a whole prompt has no business in an address, nor would a long one fit.
 */
export function languageSample(prompt: string): string {
  const telling = prompt.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu,
  )
  return [...new Set(telling)].slice(0, sampleLength).join('')
}

/** All the words that the models will read: the prompt, what to leave out, and options that are text. */
export function wordsOfDraft(
  draft: Pick<Draft, 'prompt' | 'negativePrompt' | 'options'>,
  chosen: readonly Chosen[],
  shared: Pick<SharedSettings, 'prompt' | 'negativePrompt'>,
): string {
  const options = chosen.flatMap(({ model: { id, capability } }) =>
    capability.options.flatMap((spec) =>
      spec.kind === 'text' ? [String(typedOf(spec, draft.options[id] ?? {}))] : [],
    ),
  )
  const prompt = shared.prompt === 'none' ? '' : draft.prompt
  return [prompt, shared.negativePrompt ? draft.negativePrompt : '', ...options].join(' ')
}
