export type Language = 'en' | 'zh'

/** `?lang=` first, then the browser's first preference. */
export function languageOf(url: URL, acceptLanguage: string | undefined): Language {
  const asked = url.searchParams.get('lang')
  if (asked !== null) return asked.toLowerCase().startsWith('zh') ? 'zh' : 'en'
  return /^\s*zh\b/i.test(acceptLanguage ?? '') ? 'zh' : 'en'
}
