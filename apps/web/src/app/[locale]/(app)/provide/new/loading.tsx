import { Skeleton } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import { PageBody } from '../../../../../features/shell/page-body.tsx'

export default function ConnectLoading() {
  const t = useTranslations()
  return (
    <PageBody>
      <h1 className="display text-2xl">{t('provide.wizard.page')}</h1>
      <Skeleton className="h-6 max-w-100" />
      <div className="grid max-w-reading gap-6">
        <Skeleton className="h-20" />
        <Skeleton className="h-20" />
        <Skeleton className="h-40" />
        <Skeleton className="h-control w-48" />
      </div>
    </PageBody>
  )
}
