import { orderInput } from '@aetherflow/api/admin/order-schemas'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { OrderCase } from '../../../../../../features/desk/orders/order-case.tsx'
import { requireAdmin } from '../../../../../../features/desk/require-admin.ts'
import { PageBody } from '../../../../../../features/shell/page-body.tsx'
import { orNotFound } from '../../../../../../trpc/or-not-found.ts'
import { serverCaller } from '../../../../../../trpc/server-caller.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('orders'))('page') }
}

/** An order with everything that happened to it. */
export default async function DeskOrderPage({ params }: Props) {
  await requireAdmin()
  const asked = orderInput.safeParse({ orderId: (await params).id })
  if (!asked.success) notFound()
  const caller = await serverCaller()
  return (
    <PageBody>
      <OrderCase initial={await orNotFound(caller.admin.order(asked.data))} />
    </PageBody>
  )
}
