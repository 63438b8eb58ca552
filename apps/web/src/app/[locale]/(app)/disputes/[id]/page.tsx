import { disputeInput } from '@aetherflow/api/disputes/schemas'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireViewer } from '../../../../../auth/require-viewer.ts'
import { DisputePage } from '../../../../../features/disputes/dispute-page.tsx'
import { PageBody } from '../../../../../features/shell/page-body.tsx'
import { ClientMessages } from '../../../../../i18n/client-messages.tsx'
import { orNotFound } from '../../../../../trpc/or-not-found.ts'
import { serverCaller } from '../../../../../trpc/server-caller.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('disputes'))('page') }
}

export default async function OneDisputePage({ params }: Props) {
  await requireViewer()
  const asked = disputeInput.safeParse({ disputeId: (await params).id })
  if (!asked.success) notFound()
  const caller = await serverCaller()
  const dispute = await orNotFound(caller.disputes.dispute(asked.data))
  return (
    <ClientMessages namespaces={['disputes', 'errors']}>
      <PageBody narrow>
        <DisputePage initial={dispute} />
      </PageBody>
    </ClientMessages>
  )
}
