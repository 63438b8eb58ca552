import { PageHeading } from '@aetherflow/ui/page-heading'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TransferSearch } from '../../../../../features/desk/books/transfer-search.tsx'
import { requireAdmin } from '../../../../../features/desk/require-admin.ts'
import { PageBody } from '../../../../../features/shell/page-body.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk.nav'))('transfers') }
}

/** Any movement of money, with its entries. */
export default async function DeskTransfersPage() {
  await requireAdmin()
  const t = await getTranslations('desk')
  return (
    <PageBody>
      <PageHeading title={t('nav.transfers')} lead={t('transfers.lead')} />
      <TransferSearch />
    </PageBody>
  )
}
