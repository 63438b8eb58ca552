import { orderInput } from '@aetherflow/api/wallet/schemas'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireViewer } from '../../../../../auth/require-viewer.ts'
import { OrderLive } from '../../../../../features/orders/order-live.tsx'
import { PageBody } from '../../../../../features/shell/page-body.tsx'
import { ClientMessages } from '../../../../../i18n/client-messages.tsx'
import { orNotFound } from '../../../../../trpc/or-not-found.ts'
import { serverCaller } from '../../../../../trpc/server-caller.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orders'))('page') }
}

export default async function OrderPage({ params }: Props) {
  await requireViewer()
  const asked = orderInput.safeParse({ orderId: (await params).id })
  if (!asked.success) notFound()
  const caller = await serverCaller()
  const order = await orNotFound(caller.wallet.order(asked.data))
  return (
    <ClientMessages namespaces={['orders', 'wallet', 'errors']}>
      <PageBody narrow>
        <OrderLive initial={order} />
      </PageBody>
    </ClientMessages>
  )
}
