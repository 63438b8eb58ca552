'use client'
import type { OrderDetail, OrderEvent } from '@aetherflow/api/admin/order-schemas'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { Facts } from '@aetherflow/ui/facts'
import { PageHeading } from '@aetherflow/ui/page-heading'
import { Section } from '@aetherflow/ui/section'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { useTRPC } from '../../../trpc/client.tsx'
import { toneOfOrder } from '../../orders/order-steps.ts'
import { At, Code, PersonLink } from '../cells.tsx'
import { useMinor } from '../use-minor.ts'
import { useChargebackColumns } from './chargeback-list.tsx'
import { useIncidentColumns } from './incident-list.tsx'
import { useRefundColumns } from './refund-list.tsx'
import { RequestRefund } from './request-refund.tsx'

/** One order: what was bought, what the gateway said, what went wrong, what went back. */
export function OrderCase({ initial }: { initial: OrderDetail }) {
  const t = useTranslations('desk.order')
  const status = useTranslations('orders.status')
  const trpc = useTRPC()
  const { data } = useQuery({
    ...trpc.admin.order.queryOptions({ orderId: initial.order.id }),
    initialData: initial,
  })
  const { order, refundable } = data
  const events = useEventColumns()
  const incidents = useIncidentColumns()
  const refunds = useRefundColumns()
  const chargebacks = useChargebackColumns()
  return (
    <>
      <PageHeading
        title={<CreditAmount value={order.credits} whole />}
        lead={<StatusDot tone={toneOfOrder(order.status)}>{status(order.status)}</StatusDot>}
        actions={refundable.credits > 0n && <RequestRefund of={data} />}
      />
      <OrderFacts of={data} />
      <Part title={t('incidents')} rows={data.incidents} columns={incidents} />
      <Part title={t('refunds')} rows={data.refunds} columns={refunds} />
      <Part title={t('chargebacks')} rows={data.chargebacks} columns={chargebacks} />
      <Part title={t('events')} rows={data.events} columns={events} />
    </>
  )
}

type PartProps<Row> = { title: string; rows: readonly Row[]; columns: readonly Column<Row>[] }

function Part<Row extends { id: string }>({ title, rows, columns }: PartProps<Row>) {
  if (rows.length === 0) return null
  return (
    <Section title={title}>
      <DataTable caption={title} columns={columns} rows={rows} rowKey={({ id }) => id} />
    </Section>
  )
}

function OrderFacts({ of: { order, refundable } }: { of: OrderDetail }) {
  const t = useTranslations('desk.order')
  const gateway = useTranslations('wallet.topUp.gateway')
  const minor = useMinor()
  const money = (amount: number) => <span className="num">{minor(amount, order.currency)}</span>
  return (
    <Facts
      items={[
        { name: t('id'), value: <Code>{order.id}</Code> },
        { name: t('buyer'), value: <PersonLink person={order.user} /> },
        { name: t('amount'), value: money(order.amountMinor) },
        { name: t('gateway'), value: gateway(order.gateway) },
        { name: t('payment'), value: <Code>{order.gatewayPaymentId}</Code> },
        ...(order.mismatchReason === null
          ? []
          : [{ name: t('mismatch'), value: <Code>{order.mismatchReason}</Code> }]),
        { name: t('created'), value: <At at={order.createdAt} /> },
        { name: t('paid'), value: <At at={order.paidAt} /> },
        { name: t('credited'), value: <At at={order.creditedAt} /> },
        { name: t('refunded'), value: money(order.refundedMinor) },
        {
          name: t('refundable'),
          value: (
            <>
              <CreditAmount value={refundable.credits} /> · {money(refundable.amountMinor)}
            </>
          ),
        },
      ]}
    />
  )
}

function useEventColumns(): Column<OrderEvent>[] {
  const t = useTranslations('desk.order')
  return [
    { key: 'at', header: t('received'), cell: (row) => <At at={row.receivedAt} /> },
    { key: 'kind', header: t('kind'), lead: true, cell: (row) => row.kind },
    { key: 'event', header: t('event'), cell: (row) => <Code>{row.eventId}</Code> },
    { key: 'outcome', header: t('outcome'), cell: (row) => row.outcome ?? t('notYet') },
    { key: 'done', header: t('processed'), cell: (row) => <At at={row.processedAt} /> },
  ]
}
