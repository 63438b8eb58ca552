import { Skeleton, SkeletonRows } from '@aetherflow/ui/skeleton'
import { useTranslations } from 'next-intl'
import { PageBody } from '../../../../features/shell/page-body.tsx'
import { ClientMessages } from '../../../../i18n/client-messages.tsx'
import { BalancesSkeleton } from '../../../../features/wallet/balances-line.tsx'
import { TopUpSkeleton } from '../../../../features/wallet/top-up/top-up-skeleton.tsx'

export default function WalletLoading() {
  const t = useTranslations()
  return (
    <ClientMessages namespaces={['wallet']}>
      <PageBody>
        <h1 className="sr-only">{t('wallet.title')}</h1>
        <BalancesSkeleton />
        <TopUpSkeleton />
        <div className="grid gap-3">
          <Skeleton className="h-control w-48" />
          <SkeletonRows label={t('common.loading')} />
        </div>
      </PageBody>
    </ClientMessages>
  )
}
