import { Skeleton } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import { PageBody } from '../../../../../features/shell/page-body.tsx'

export default function ResourceLoading() {
  const t = useTranslations()
  return (
    <PageBody>
      <div className="grid gap-2">
        <h1 className="display text-2xl">{t('provide.resource.page')}</h1>
        <p className="text-base text-ink-2">{t('common.loading')}</p>
      </div>
      <Skeleton className="h-10 max-w-100" />
      <Skeleton className="h-100 max-w-200" />
    </PageBody>
  )
}
