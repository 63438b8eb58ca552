import { PageHeading } from '@aetherflow/ui/page-heading'
import { Skeleton, SkeletonRows } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import { PageBody } from '../../../../features/shell/page-body.tsx'

export default function AccountLoading() {
  const t = useTranslations()
  return (
    <PageBody narrow>
      <PageHeading title={t('account.title')} lead={t('account.lead')} />
      <Skeleton className="h-14" />
      <Skeleton className="h-40 max-w-[25rem]" />
      <Skeleton className="h-36 max-w-[25rem]" />
      <SkeletonRows rows={2} label={t('common.loading')} />
    </PageBody>
  )
}
