import { resourceInput } from '@aetherflow/api/gateway/schemas'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireViewer } from '../../../../../auth/require-viewer.ts'
import { ResourcePage } from '../../../../../features/provide/resource/resource-page.tsx'
import { PageBody } from '../../../../../features/shell/page-body.tsx'
import { ClientMessages } from '../../../../../i18n/client-messages.tsx'
import { orNotFound } from '../../../../../trpc/or-not-found.ts'
import { prefetched } from '../../../../../trpc/prefetched.ts'
import { serverCaller } from '../../../../../trpc/server-caller.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('provide.resource'))('page') }
}

export default async function OneResourcePage({ params }: Props) {
  const { role } = await requireViewer()
  const asked = resourceInput.safeParse({ resourceId: (await params).id })
  if (role !== 'provider' || !asked.success) notFound()
  const caller = await serverCaller()
  const [resource, catalogue, uses] = await Promise.all([
    orNotFound(caller.gateway.resource(asked.data)),
    caller.gateway.catalogue(),
    prefetched(caller.tasks.resourceUses(asked.data)),
  ])
  return (
    <ClientMessages namespaces={['provide', 'errors']}>
      <PageBody>
        <ResourcePage catalogue={catalogue} initial={resource} uses={uses} />
      </PageBody>
    </ClientMessages>
  )
}
