'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { getPathname, usePathname } from './navigation.ts'
import { rememberLocale } from './remember-locale.ts'
import { languageTag } from './routing.ts'

/** What a link to this same page in the other language needs; `remember` keeps the choice for a year. */
export function useOtherLanguage() {
  const t = useTranslations('common.language')
  const other = useLocale() === 'zh' ? 'en' : 'zh'
  const search = useSearchParams().toString()
  const path = getPathname({ href: usePathname(), locale: other })
  return {
    href: search ? `${path}?${search}` : path,
    tag: languageTag[other],
    name: t('switch'),
    label: t('label'),
    remember: () => rememberLocale(other),
  }
}
