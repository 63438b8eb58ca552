import { PageHeading } from '@aetherflow/ui/page-heading'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OrdersDesk } from '../../../../../features/desk/orders/orders-desk.tsx'
import { requireAdmin } from '../../../../../features/desk/require-admin.ts'
import { PageBody } from '../../../../../features/shell/page-body.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk.nav'))('orders') }
}

/** Orders, payments that do not fit, what went back, and the gateways' books. */
export default async function DeskOrdersPage() {
  await requireAdmin()
  const t = await getTranslations('desk')
  return (
    <PageBody>
      <PageHeading title={t('nav.orders')} lead={t('orders.lead')} />
      <OrdersDesk />
    </PageBody>
  )
}
