'use client'
import { buttonClass } from '@aetherflow/ui/button-class'
import type { MouseEvent } from 'react'
import { useOtherLanguage } from '../i18n/use-other-language.ts'

/** The same page in the other language. A full load, so that `lang` and every text change together. */
export function LocaleSwitch() {
  const { href, tag, name, label, remember } = useOtherLanguage()
  const leave = ({ currentTarget }: MouseEvent<HTMLAnchorElement>) => {
    remember()
    // A mailed token lives behind the #, which the server never sees; it must survive the switch.
    currentTarget.hash = location.hash
  }
  return (
    <a
      href={href}
      hrefLang={tag}
      lang={tag}
      title={label}
      onClick={leave}
      className={buttonClass({ variant: 'quiet', size: 'dense' })}
    >
      {name}
    </a>
  )
}
