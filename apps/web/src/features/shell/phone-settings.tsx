'use client'
import { MenuChoice, MenuLink, MenuSeparator } from '@aetherflow/ui/menu'
import { Languages } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useOtherLanguage } from '../../i18n/use-other-language.ts'
import { applyTheme } from '../../theme/apply-theme.ts'
import { type Theme, themes } from '../../theme/theme.ts'

/** Language and theme, for the phone, whose top bar has no room for them. */
export function PhoneSettings({ initialTheme }: { initialTheme: Theme }) {
  const t = useTranslations('common.theme')
  const [theme, setTheme] = useState(initialTheme)
  const { href, tag, name, label, remember } = useOtherLanguage()
  const choose = (next: Theme) => {
    applyTheme(next)
    setTheme(next)
  }
  return (
    <div className="sm:hidden">
      <MenuLink
        render={
          <a
            href={href}
            hrefLang={tag}
            lang={tag}
            aria-label={`${name} · ${label}`}
            onClick={remember}
          />
        }
      >
        <Languages aria-hidden />
        {name}
      </MenuLink>
      <MenuSeparator />
      <MenuChoice
        label={t('label')}
        value={theme}
        onChange={choose}
        options={themes.map((value) => ({ value, label: t(value) }))}
      />
      <MenuSeparator />
    </div>
  )
}
