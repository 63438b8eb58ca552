import { providerTermsVersion } from '@aetherflow/api/identity/terms'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { PageHeading } from '@aetherflow/ui/page-heading'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { requireViewer } from '../../../../auth/require-viewer.ts'
import { BecomeProvider } from '../../../../features/provide/become-provider.tsx'
import { ResourceDisputes } from '../../../../features/disputes/resource-disputes.tsx'
import { ResourceList } from '../../../../features/provide/list/resource-list.tsx'
import { PageBody } from '../../../../features/shell/page-body.tsx'
import { ClientMessages } from '../../../../i18n/client-messages.tsx'
import { prefetched } from '../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../trpc/server-caller.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('provide'))('page') }
}

/** A provider's resources; for everybody else the way to become one. */
export default async function ProvidePage() {
  const { role } = await requireViewer()
  const [t, caller] = await Promise.all([getTranslations('provide'), serverCaller()])
  if (role === 'admin')
    return (
      <PageBody>
        <PageHeading title={t('page')} />
        <EmptyState title={t('admin.title')}>{t('admin.text')}</EmptyState>
      </PageBody>
    )
  const profile = await caller.identity.profile()
  if (role === 'consumer' || profile.providerTermsVersion !== providerTermsVersion) {
    const catalogue = await prefetched(caller.gateway.catalogue())
    return (
      <ClientMessages namespaces={['provide', 'errors']}>
        <PageBody narrow>
          <BecomeProvider
            termsVersion={providerTermsVersion}
            renewed={role !== 'consumer'}
            emailVerified={profile.emailVerified}
            commissionBps={catalogue?.commissionBps}
          />
        </PageBody>
      </ClientMessages>
    )
  }
  const [list, disputes] = await Promise.all([
    prefetched(caller.gateway.resources({})),
    prefetched(caller.disputes.onMyResources({})),
  ])
  const resourceIds = list?.resources.map(({ id }) => id) ?? []
  const stats =
    resourceIds.length === 0
      ? undefined
      : await prefetched(caller.tasks.resourceStats({ resourceIds }))
  return (
    <ClientMessages namespaces={['provide', 'disputes', 'errors']}>
      <PageBody>
        <ResourceList initial={list} initialStats={stats?.resources} />
        <ResourceDisputes initial={disputes} />
      </PageBody>
    </ClientMessages>
  )
}
