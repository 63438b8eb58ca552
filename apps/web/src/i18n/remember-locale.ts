import type { Locale } from './routing.ts'

/** Keeps the choice of a language for a year, for addresses that name none. */
export function rememberLocale(locale: Locale): void {
  document.cookie = `locale=${locale}; path=/; max-age=31536000; samesite=lax`
}
