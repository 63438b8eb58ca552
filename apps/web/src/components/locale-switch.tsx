'use client'
import { buttonClass } from '@aetherflow/ui/button-class'
import { useLocale, useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { getPathname, usePathname } from '../i18n/navigation.ts'
import { languageTag } from '../i18n/routing.ts'

/** The same page in the other language. A full load, so that `lang` and every text change together. */
export function LocaleSwitch() {
  const t = useTranslations('common.language')
  const other = useLocale() === 'zh' ? 'en' : 'zh'
  const pathname = usePathname()
  const search = useSearchParams().toString()
  const href = getPathname({ href: pathname, locale: other }) + (search ? `?${search}` : '')
  const remember = () => {
    document.cookie = `locale=${other}; path=/; max-age=31536000; samesite=lax`
  }
  return (
    <a
      href={href}
      hrefLang={languageTag[other]}
      lang={languageTag[other]}
      title={t('label')}
      onClick={remember}
      className={buttonClass({ variant: 'quiet', size: 'dense' })}
    >
      {t('switch')}
    </a>
  )
}
