import type { Profile } from '@aetherflow/api/identity/schemas'
import type { Locale } from '../../i18n/routing.ts'

/** The language of a page as the profile and the mails name it. */
export const profileLocale: Record<Locale, Profile['locale']> = { en: 'en', zh: 'zh-CN' }

export const pageLocale: Record<Profile['locale'], Locale> = { en: 'en', 'zh-CN': 'zh' }
