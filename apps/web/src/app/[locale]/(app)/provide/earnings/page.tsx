import { buttonClass } from '@aetherflow/ui/button-class'
import { PageHeading } from '@aetherflow/ui/page-heading'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireViewer } from '../../../../../auth/require-viewer.ts'
import { MonthStatement } from '../../../../../features/earnings/month-statement.tsx'
import { PageBody } from '../../../../../features/shell/page-body.tsx'
import { UsagePanel } from '../../../../../features/usage/usage-panel.tsx'
import { daysOfRange } from '../../../../../features/usage/usage-series.ts'
import { ClientMessages } from '../../../../../i18n/client-messages.tsx'
import { Link } from '../../../../../i18n/navigation.ts'
import { routes } from '../../../../../routes.ts'
import { prefetched } from '../../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../../trpc/server-caller.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('earnings'))('title') }
}

/** What a provider earned: by day, and month by month. */
export default async function EarningsPage() {
  const { role } = await requireViewer()
  if (role !== 'provider') notFound()
  const [t, caller] = await Promise.all([getTranslations('earnings'), serverCaller()])
  const now = new Date()
  const month = now.toISOString().slice(0, 7)
  const [usage, statement, catalogue] = await Promise.all([
    prefetched(caller.wallet.usage({ side: 'earned', ...daysOfRange('30', now) })),
    prefetched(caller.wallet.providerMonth({ month })),
    prefetched(caller.gateway.catalogue()),
  ])
  const all = (catalogue?.upstreams ?? []).flatMap((upstream) => upstream.models)
  const models = Object.fromEntries(all.map(({ id, name }) => [id, name]))
  return (
    <ClientMessages namespaces={['earnings', 'usage', 'errors']}>
      <PageBody>
        <PageHeading
          title={t('title')}
          lead={t('lead')}
          actions={
            <Link href={routes.provide} className={buttonClass()}>
              {t('toResources')}
            </Link>
          }
        />
        <UsagePanel side="earned" initial={usage} models={models} />
        <MonthStatement initial={statement} models={models} />
      </PageBody>
    </ClientMessages>
  )
}
