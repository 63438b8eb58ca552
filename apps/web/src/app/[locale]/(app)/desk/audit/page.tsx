import { PageHeading } from '@aetherflow/ui/page-heading'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AuditLog } from '../../../../../features/desk/books/audit-log.tsx'
import { requireAdmin } from '../../../../../features/desk/require-admin.ts'
import { PageBody } from '../../../../../features/shell/page-body.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk.nav'))('audit') }
}

/** Who did what. */
export default async function DeskAuditPage() {
  await requireAdmin()
  const t = await getTranslations('desk')
  return (
    <PageBody>
      <PageHeading title={t('nav.audit')} lead={t('audit.lead')} />
      <AuditLog />
    </PageBody>
  )
}
