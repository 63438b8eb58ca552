import { orderInput } from '@aetherflow/api/wallet/schemas'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { requireViewer } from '../../../../../../auth/require-viewer.ts'
import { hasReceipt } from '../../../../../../features/orders/order-state.ts'
import { OrderReceipt } from '../../../../../../features/receipts/order-receipt.tsx'
import { readDeps } from '../../../../../../server/deps-slot.ts'
import { orNotFound } from '../../../../../../trpc/or-not-found.ts'
import { serverCaller } from '../../../../../../trpc/server-caller.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('receipts'))('order.title') }
}

export default async function OrderReceiptPage({ params }: Props) {
  await requireViewer()
  const asked = orderInput.safeParse({ orderId: (await params).id })
  if (!asked.success) notFound()
  const caller = await serverCaller()
  const order = await orNotFound(caller.wallet.order(asked.data))
  if (!hasReceipt(order)) notFound()
  const { email } = await caller.identity.profile()
  return <OrderReceipt order={order} account={email} isDemo={readDeps().mode !== 'production'} />
}
