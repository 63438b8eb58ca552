// Kana and Hangul are of one language each; Han alone is read as Chinese.
const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
]

/**
 * The language of a prompt that its script gives away: `zh`, `ja` or `ko`; null for everything else,
 * which is left to the upstream to judge.
 */
export function promptLanguage(prompt: string): string | null {
  return scripts.find(([script]) => script.test(prompt))?.[1] ?? null
}

/** Whether a model that lists these languages takes a prompt in that one; an empty list takes all. */
export function takesLanguage(
  promptLanguages: readonly string[],
  language: string | null,
): boolean {
  return language === null || promptLanguages.length === 0 || promptLanguages.includes(language)
}
