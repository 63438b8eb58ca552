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
