'use client'
import { buttonClass } from '@aetherflow/ui/button-class'
import { useOtherLanguage } from '../i18n/use-other-language.ts'

/** The same page in the other language. A full load, so that `lang` and every text change together. */
export function LocaleSwitch() {
  const { href, tag, name, label, remember } = useOtherLanguage()
  return (
    <a
      href={href}
      hrefLang={tag}
      lang={tag}
      title={label}
      onClick={remember}
      className={buttonClass({ variant: 'quiet', size: 'dense' })}
    >
      {name}
    </a>
  )
}
