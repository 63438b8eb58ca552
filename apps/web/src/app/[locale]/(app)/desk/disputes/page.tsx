import { PageHeading } from '@aetherflow/ui/page-heading'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DisputeQueue } from '../../../../../features/desk/disputes/dispute-queue.tsx'
import { requireAdmin } from '../../../../../features/desk/require-admin.ts'
import { PageBody } from '../../../../../features/shell/page-body.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk.queue'))('title') }
}

/** Disputes that wait, the oldest first. */
export default async function DeskDisputesPage() {
  await requireAdmin()
  const t = await getTranslations('desk.queue')
  return (
    <PageBody>
      <PageHeading title={t('title')} lead={t('lead')} />
      <DisputeQueue />
    </PageBody>
  )
}
