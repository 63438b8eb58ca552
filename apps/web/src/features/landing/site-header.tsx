import { buttonClass } from '@aetherflow/ui/button-class'
import { getTranslations } from 'next-intl/server'
import { readActor } from '../../auth/read-viewer.ts'
import { LocaleSwitch } from '../../components/locale-switch.tsx'
import { Wordmark } from '../../components/wordmark.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { readTheme } from '../../theme/read-theme.ts'
import { ThemeSwitch } from '../../theme/theme-switch.tsx'

export async function SiteHeader() {
  const [t, theme, actor] = await Promise.all([
    getTranslations('landing.nav'),
    readTheme(),
    readActor(),
  ])
  return (
    <header className="mx-auto flex h-16 max-w-content items-center gap-1 px-5 sm:gap-2 sm:px-8">
      <Link href={routes.home} className="mr-auto rounded-control">
        <Wordmark />
      </Link>
      <nav aria-label={t('label')} className="hidden items-center gap-6 pr-3 lg:flex">
        <Link href={{ pathname: routes.home, hash: 'prices' }} className="link">
          {t('prices')}
        </Link>
        <Link href={{ pathname: routes.home, hash: 'provide' }} className="link">
          {t('provide')}
        </Link>
        <Link href={{ pathname: routes.home, hash: 'build' }} className="link">
          {t('developers')}
        </Link>
      </nav>
      <LocaleSwitch />
      <ThemeSwitch initial={theme} />
      {actor === null ? (
        <Link href={routes.signIn} className={buttonClass()}>
          {t('signIn')}
        </Link>
      ) : (
        <Link href={routes.studio} className={buttonClass()}>
          {t('studio')}
        </Link>
      )}
    </header>
  )
}
