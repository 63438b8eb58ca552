'use client'
import type { OrderRow } from '@aetherflow/api/admin/order-schemas'
import { type Column } from '@aetherflow/ui/data-table'
import { Select } from '@aetherflow/ui/select'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { toneOfOrder } from '../../orders/order-steps.ts'
import { useMoney } from '../../wallet/use-money.ts'
import { At, PersonLink } from '../cells.tsx'
import { PagedTable } from '../paged-table.tsx'
import { SearchField } from '../search-field.tsx'

const statuses = [
  'pending',
  'credited',
  'mismatch',
  'refunded',
  'charged_back',
  'cancelled',
  'expired',
] as const satisfies readonly OrderRow['status'][]
type Status = (typeof statuses)[number] | 'all'

/** Orders by id, buyer or the gateway's payment, and by status. */
export function OrderSearch() {
  const t = useTranslations('desk.orders')
  const status = useTranslations('orders.status')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useOrderColumns()
  const [search, setSearch] = useState('')
  const [wanted, setWanted] = useState<Status>('all')
  return (
    <div className="grid gap-4">
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start">
        <div className="min-w-0">
          <SearchField label={t('find')} hint={t('findHint')} onSearch={setSearch} />
        </div>
        <div className="w-48 sm:mt-6.5">
          <Select<Status>
            label={t('status')}
            options={[
              { value: 'all', label: t('allStatuses') },
              ...statuses.map((value) => ({ value, label: status(value) })),
            ]}
            value={wanted}
            onChange={setWanted}
          />
        </div>
      </div>
      <PagedTable<OrderRow>
        caption={t('tabs.orders')}
        columns={columns}
        rowKey={({ id }) => id}
        cursorOf={({ id }) => id}
        queryKey={[...trpc.admin.orders.pathKey(), search, wanted]}
        load={async (before, signal) => {
          const filter = { search, statuses: wanted === 'all' ? [] : [wanted] }
          const page = await client.admin.orders.query(
            { ...filter, ...(before === null ? {} : { before }) },
            { signal },
          )
          return { rows: page.orders, more: page.more }
        }}
        empty={t('empty')}
      />
    </div>
  )
}

/** The columns in which the desk shows orders. */
export function useOrderColumns(): Column<OrderRow>[] {
  const t = useTranslations('desk.orders')
  const status = useTranslations('orders.status')
  const gateway = useTranslations('wallet.topUp.gateway')
  const money = useMoney()
  return [
    { key: 'at', header: t('at'), cell: (row) => <At at={row.createdAt} /> },
    {
      key: 'order',
      header: t('order'),
      lead: true,
      cell: (row) => (
        <Link href={routes.deskOrder(row.id)} className="link">
          <CreditAmount value={row.credits} whole />
        </Link>
      ),
    },
    { key: 'buyer', header: t('buyer'), cell: (row) => <PersonLink person={row.user} /> },
    { key: 'gateway', header: t('gateway'), cell: (row) => gateway(row.gateway) },
    {
      key: 'amount',
      header: t('amount'),
      align: 'end',
      cell: (row) => <span className="num">{money(row, 'code')}</span>,
    },
    {
      key: 'state',
      header: t('status'),
      cell: (row) => (
        <StatusDot tone={row.openIncidents > 0 ? 'bad' : toneOfOrder(row.status)}>
          {status(row.status)}
          {row.openIncidents > 0 && <> · {t('incidentCount', { count: row.openIncidents })}</>}
        </StatusDot>
      ),
    },
  ]
}
