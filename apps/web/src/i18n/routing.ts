import { defineRouting } from 'next-intl/routing'

export const routing = defineRouting({
  locales: ['en', 'zh'],
  defaultLocale: 'en',
  localePrefix: 'always',
  localeCookie: { name: 'locale', maxAge: 60 * 60 * 24 * 365 },
})

export type Locale = (typeof routing.locales)[number]

/** What the `lang` attribute says; the path keeps the short name. */
export const languageTag: Record<Locale, string> = { en: 'en', zh: 'zh-CN' }
