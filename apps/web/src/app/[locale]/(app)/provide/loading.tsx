import { PageHeading } from '@aetherflow/ui/page-heading'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import { PageBody } from '../../../../features/shell/page-body.tsx'

export default function ProvideLoading() {
  const t = useTranslations()
  return (
    <PageBody>
      <PageHeading title={t('provide.page')} lead={t('common.loading')} />
      <SkeletonRows rows={3} label={t('common.loading')} />
    </PageBody>
  )
}
