import { PageHeading } from '@aetherflow/ui/page-heading'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireViewer } from '../../../../../auth/require-viewer.ts'
import { ResourceDisputes } from '../../../../../features/disputes/resource-disputes.tsx'
import { PageBody } from '../../../../../features/shell/page-body.tsx'
import { ClientMessages } from '../../../../../i18n/client-messages.tsx'
import { prefetched } from '../../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../../trpc/server-caller.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('disputes.list'))('title') }
}

/** What mails about a dispute lead its provider to. */
export default async function ProviderDisputesPage() {
  const { role } = await requireViewer()
  if (role !== 'provider') notFound()
  const [t, caller] = await Promise.all([getTranslations('disputes'), serverCaller()])
  const disputes = await prefetched(caller.disputes.onMyResources({}))
  return (
    <ClientMessages namespaces={['disputes', 'errors']}>
      <PageBody>
        <PageHeading title={t('list.title')} lead={t('onMine.none')} />
        <ResourceDisputes initial={disputes} />
      </PageBody>
    </ClientMessages>
  )
}
