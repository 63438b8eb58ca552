import { buttonClass } from '@aetherflow/ui/button-class'
import { Flowline } from '@aetherflow/ui/flowline'
import { useTranslations } from 'next-intl'
import { PageBody } from '../../../features/shell/page-body.tsx'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'

/** Something that does not exist or is somebody else's: the same answer for both. */
export default function AppNotFound() {
  const t = useTranslations('common.notFound')
  return (
    <PageBody narrow>
      <div className="grid justify-items-start gap-4 py-8">
        <Flowline className="w-full" />
        <h1 className="display text-2xl">{t('title')}</h1>
        <p className="text-ink-2">{t('text')}</p>
        <Link href={routes.studio} className={buttonClass()}>
          {t('home')}
        </Link>
      </div>
    </PageBody>
  )
}
