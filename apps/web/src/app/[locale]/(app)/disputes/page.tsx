import { PageHeading } from '@aetherflow/ui/page-heading'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireViewer } from '../../../../auth/require-viewer.ts'
import { DisputeList } from '../../../../features/disputes/dispute-list.tsx'
import { PageBody } from '../../../../features/shell/page-body.tsx'
import { ClientMessages } from '../../../../i18n/client-messages.tsx'
import { prefetched } from '../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../trpc/server-caller.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('disputes.list'))('title') }
}

/** The caller's disputes. */
export default async function DisputesPage() {
  await requireViewer()
  const [t, caller] = await Promise.all([getTranslations('disputes.list'), serverCaller()])
  const list = await prefetched(caller.disputes.list({}))
  return (
    <ClientMessages namespaces={['disputes', 'errors']}>
      <PageBody>
        <PageHeading title={t('title')} lead={t('lead')} />
        <DisputeList initial={list} />
      </PageBody>
    </ClientMessages>
  )
}
