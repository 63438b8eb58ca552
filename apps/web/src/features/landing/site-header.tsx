import { buttonClass } from '@aetherflow/ui/button-class'
import { getTranslations } from 'next-intl/server'
import { LocaleSwitch } from '../../components/locale-switch.tsx'
import { Wordmark } from '../../components/wordmark.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { readTheme } from '../../theme/read-theme.ts'
import { ThemeSwitch } from '../../theme/theme-switch.tsx'

export async function SiteHeader() {
  const [t, theme] = await Promise.all([getTranslations('landing.nav'), readTheme()])
  return (
    <header className="mx-auto flex h-16 max-w-content items-center gap-1 px-5 sm:gap-2 sm:px-8">
      <Link href={routes.home} className="mr-auto rounded-control">
        <Wordmark />
      </Link>
      <nav aria-label={t('label')} className="hidden items-center gap-6 pr-3 lg:flex">
        <a href="#prices" className="link">
          {t('prices')}
        </a>
        <a href="#provide" className="link">
          {t('provide')}
        </a>
        <a href="#build" className="link">
          {t('developers')}
        </a>
      </nav>
      <LocaleSwitch />
      <ThemeSwitch initial={theme} />
      <Link href={routes.signIn} className={buttonClass()}>
        {t('signIn')}
      </Link>
    </header>
  )
}
