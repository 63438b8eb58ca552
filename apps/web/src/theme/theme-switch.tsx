'use client'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { applyTheme } from './apply-theme.ts'
import { type Theme, themes } from './theme.ts'

const icons = { system: Monitor, light: Sun, dark: Moon } as const

/** One button that goes round: device, light, dark. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const t = useTranslations('common.theme')
  const [theme, setTheme] = useState(initial)
  const Icon = icons[theme]
  const name = t('current', { name: t(theme) })
  const next = () => {
    const chosen = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
    applyTheme(chosen)
    setTheme(chosen)
  }
  return (
    <button
      type="button"
      onClick={next}
      aria-label={name}
      title={name}
      className={buttonClass({ variant: 'quiet', size: 'dense' })}
    >
      <Icon aria-hidden />
    </button>
  )
}
