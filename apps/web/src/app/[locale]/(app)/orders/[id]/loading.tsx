import { Skeleton } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import { PageBody } from '../../../../../features/shell/page-body.tsx'

export default function OrderLoading() {
  const t = useTranslations()
  return (
    <PageBody narrow>
      <div className="grid gap-2" aria-busy>
        <h1 className="display text-2xl">{t('orders.page')}</h1>
        <p className="text-base text-ink-2">{t('common.loading')}</p>
      </div>
      <Skeleton className="h-24" />
      <Skeleton className="h-control w-64" />
      <Skeleton className="h-44" />
    </PageBody>
  )
}
