import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireViewer } from '../../../../auth/require-viewer.ts'
import { PageBody } from '../../../../features/shell/page-body.tsx'
import { Activity } from '../../../../features/wallet/activity.tsx'
import { BalancesLine } from '../../../../features/wallet/balances-line.tsx'
import {
  readFilter,
  typesOfFilter,
} from '../../../../features/wallet/statement/statement-filters.ts'
import { TopUp } from '../../../../features/wallet/top-up/top-up.tsx'
import { ClientMessages } from '../../../../i18n/client-messages.tsx'
import { prefetched } from '../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../trpc/server-caller.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wallet'))('title') }
}

export default async function WalletPage({ searchParams }: Props) {
  await requireViewer()
  const [t, caller, asked] = await Promise.all([
    getTranslations('wallet'),
    serverCaller(),
    searchParams,
  ])
  const filter = readFilter(asked.type)
  const [balances, shop, statement, orders, catalogue] = await Promise.all([
    prefetched(caller.wallet.balances()),
    prefetched(caller.wallet.packs()),
    prefetched(caller.wallet.statement({ types: typesOfFilter(filter) })),
    prefetched(caller.wallet.orders({})),
    prefetched(caller.gateway.catalogue()),
  ])
  const models = (catalogue?.upstreams ?? []).flatMap((upstream) => upstream.models)
  return (
    <ClientMessages namespaces={['wallet', 'orders', 'errors']}>
      <PageBody>
        <h1 className="sr-only">{t('title')}</h1>
        <BalancesLine initial={balances} />
        <TopUp initial={shop} />
        <Activity
          initialTab={asked.tab === 'orders' ? 'orders' : 'statement'}
          initialFilter={filter}
          statement={statement}
          orders={orders}
          models={Object.fromEntries(models.map(({ id, name }) => [id, name]))}
        />
      </PageBody>
    </ClientMessages>
  )
}
