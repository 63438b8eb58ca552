import { buttonClass } from '@aetherflow/ui/button-class'
import { Flowline } from '@aetherflow/ui/flowline'
import { useTranslations } from 'next-intl'
import { Wordmark } from '../../components/wordmark.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'

export default function NotFound() {
  const t = useTranslations('common.notFound')
  return (
    <main
      id="content"
      className="mx-auto grid min-h-dvh max-w-reading content-center justify-items-start gap-5 px-5 py-16"
    >
      <Wordmark />
      <Flowline className="w-full" />
      <h1 className="display text-3xl">{t('title')}</h1>
      <p className="text-base text-ink-2">{t('text')}</p>
      <Link href={routes.home} className={buttonClass()}>
        {t('home')}
      </Link>
    </main>
  )
}
