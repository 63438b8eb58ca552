'use client'
import type { Profile } from '@aetherflow/api/identity/schemas'
import { Button } from '@aetherflow/ui/button'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { Section } from '@aetherflow/ui/section'
import { useMutation } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { getPathname } from '../../i18n/navigation.ts'
import { rememberLocale } from '../../i18n/remember-locale.ts'
import { routes } from '../../routes.ts'
import { applyTheme } from '../../theme/apply-theme.ts'
import { type Theme, themes } from '../../theme/theme.ts'
import { useTRPC } from '../../trpc/client.tsx'
import { pageLocale, profileLocale } from '../auth/profile-locale.ts'
import { ApiError } from '../errors/api-error.tsx'

const languages = [
  { value: 'en', label: <span lang="en">English</span> },
  { value: 'zh-CN', label: <span lang="zh-CN">中文</span> },
] as const

type Props = { locale: Profile['locale']; theme: Theme }

/** Act at once and are saved to the profile: the mails speak that language, the next device starts with that look. */
export function PreferencesSection({ locale: saved, theme: shown }: Props) {
  const t = useTranslations('account.preferences')
  const themeTexts = useTranslations('common.theme')
  const here = useLocale()
  const [theme, setTheme] = useState(shown)
  const saving = useMutation(useTRPC().identity.updateProfile.mutationOptions())
  const chooseTheme = (next: Theme) => {
    setTheme(next)
    applyTheme(next)
    saving.mutate({ theme: next })
  }
  const chooseLanguage = async (next: Profile['locale']) => {
    try {
      await saving.mutateAsync({ locale: next })
    } catch {
      return // shown below
    }
    const locale = pageLocale[next]
    rememberLocale(locale)
    // A full load, so that `lang` and every text change together.
    if (locale !== here) location.assign(getPathname({ href: routes.account, locale }))
  }
  const shownLocale = profileLocale[here]
  const isMailElsewhere = saved !== shownLocale && saving.data?.locale !== shownLocale
  return (
    <Section id="preferences" title={t('title')}>
      <div className="grid gap-5">
        <RadioGroup
          label={t('language')}
          options={languages}
          value={shownLocale}
          onChange={(next) => void chooseLanguage(next)}
        />
        {isMailElsewhere && (
          <p className="-mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
            {t('mails')}
            <Button size="dense" onClick={() => void chooseLanguage(shownLocale)}>
              {t('mailsToo')}
            </Button>
          </p>
        )}
        <RadioGroup
          label={t('theme')}
          options={themes.map((value) => ({ value, label: themeTexts(value) }))}
          value={theme}
          onChange={chooseTheme}
        />
        {saving.error && <ApiError error={saving.error} />}
      </div>
    </Section>
  )
}
