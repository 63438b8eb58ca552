import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireViewer } from '../../../../auth/require-viewer.ts'
import { PageBody } from '../../../../features/shell/page-body.tsx'
import { Activity } from '../../../../features/wallet/activity.tsx'
import { BalancesLine } from '../../../../features/wallet/balances-line.tsx'
import { daysOfRange } from '../../../../features/usage/usage-series.ts'
import { typesOfFilter } from '../../../../features/wallet/statement/statement-filters.ts'
import { readQuery } from '../../../../features/wallet/statement/statement-query.ts'
import { TopUp } from '../../../../features/wallet/top-up/top-up.tsx'
import { WalletNotices } from '../../../../features/wallet/wallet-notices.tsx'
import { ClientMessages } from '../../../../i18n/client-messages.tsx'
import { readDeps } from '../../../../server/deps-slot.ts'
import { prefetched } from '../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../trpc/server-caller.ts'

const tabs = ['statement', 'orders', 'usage'] as const

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wallet'))('title') }
}

export default async function WalletPage({ searchParams }: Props) {
  const viewer = await requireViewer()
  const [t, caller, asked] = await Promise.all([
    getTranslations('wallet'),
    serverCaller(),
    searchParams,
  ])
  const query = readQuery(asked)
  // A period is one of the reader's own calendar, which only their browser knows.
  const first = query.period === 'all' ? { types: typesOfFilter(query.filter) } : null
  const about = query.about === '' ? {} : { about: query.about }
  const days = daysOfRange('30', new Date())
  const [balances, shop, statement, orders, usage, limits, catalogue] = await Promise.all([
    prefetched(caller.wallet.balances()),
    prefetched(caller.wallet.packs()),
    first === null ? undefined : prefetched(caller.wallet.statement({ ...first, ...about })),
    prefetched(caller.wallet.orders({})),
    prefetched(caller.wallet.usage({ side: 'spent', ...days })),
    prefetched(caller.wallet.limits()),
    prefetched(caller.gateway.catalogue()),
  ])
  const models = (catalogue?.upstreams ?? []).flatMap((upstream) => upstream.models)
  const isFrozen = viewer.status === 'frozen'
  return (
    <ClientMessages namespaces={['wallet', 'orders', 'usage', 'limits', 'errors']}>
      <PageBody>
        <h1 className="sr-only">{t('title')}</h1>
        <WalletNotices isFrozen={isFrozen} balances={balances} limits={limits} orders={orders} />
        <BalancesLine initial={balances} usage={usage} />
        <TopUp initial={shop} isDemo={readDeps().mode !== 'production'} isFrozen={isFrozen} />
        <Activity
          initialTab={tabs.find((tab) => tab === asked.tab) ?? 'statement'}
          initialQuery={query}
          statement={statement}
          orders={orders}
          usage={usage}
          models={Object.fromEntries(models.map(({ id, name }) => [id, name]))}
        />
      </PageBody>
    </ClientMessages>
  )
}
