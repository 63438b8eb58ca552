'use client'
import type { IncidentView } from '@aetherflow/api/admin/order-schemas'
import type { Column } from '@aetherflow/ui/data-table'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { ToggleGroup } from '@aetherflow/ui/toggle-group'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { At, Code, PersonLink } from '../cells.tsx'
import { PagedTable } from '../paged-table.tsx'
import { useMinor } from '../use-minor.ts'
import { ResolveIncident } from './resolve-incident.tsx'
import { useReasonText } from './use-reason-text.ts'

/** Payments that do not fit: what came, what was expected, and the three ways to close it. */
export function IncidentList() {
  const t = useTranslations('desk.incidents')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useIncidentColumns()
  const [state, setState] = useState<'open' | 'resolved'>('open')
  return (
    <div className="grid gap-4">
      <ToggleGroup<'open' | 'resolved'>
        label={t('state')}
        options={(['open', 'resolved'] as const).map((value) => ({ value, label: t(value) }))}
        value={[state]}
        onChange={([next]) => setState(next ?? 'open')}
      />
      <PagedTable<IncidentView>
        caption={t('title')}
        columns={columns}
        rowKey={({ id }) => id}
        cursorOf={({ id }) => id}
        queryKey={[...trpc.admin.incidents.pathKey(), state]}
        load={async (before, signal) => {
          const page = await client.admin.incidents.query(
            { state, ...(before === null ? {} : { before }) },
            { signal },
          )
          return { rows: page.incidents, more: page.more }
        }}
        empty={t('empty')}
      />
    </div>
  )
}

/** The columns in which the desk shows payments that do not fit. */
export function useIncidentColumns(): Column<IncidentView>[] {
  const t = useTranslations('desk.incidents')
  const minor = useMinor()
  const why = useReasonText()
  return [
    { key: 'at', header: t('at'), cell: (row) => <At at={row.createdAt} /> },
    {
      key: 'reason',
      header: t('reason'),
      lead: true,
      cell: (row) => (
        <StatusDot tone={row.state === 'open' ? 'bad' : 'quiet'}>{why(row.reason)}</StatusDot>
      ),
    },
    {
      key: 'paid',
      header: t('paid'),
      align: 'end',
      cell: (row) => <span className="num">{minor(row.amountMinor, row.currency)}</span>,
    },
    {
      key: 'expected',
      header: t('expected'),
      align: 'end',
      cell: (row) => (
        <span className="num text-ink-2">
          {row.expectedMinor === null || row.expectedCurrency === null
            ? '–'
            : minor(row.expectedMinor, row.expectedCurrency)}
        </span>
      ),
    },
    {
      key: 'payment',
      header: t('payment'),
      wideOnly: true,
      cell: (row) => <Code>{`${row.gateway} ${row.gatewayPaymentId}`}</Code>,
    },
    {
      key: 'order',
      header: t('order'),
      cell: (row) =>
        row.orderId === null ? (
          '–'
        ) : (
          <Link href={routes.deskOrder(row.orderId)} className="link">
            {t('toOrder')}
          </Link>
        ),
    },
    { key: 'buyer', header: t('buyer'), cell: (row) => <PersonLink person={row.user} /> },
    {
      key: 'act',
      header: t('act'),
      cell: (row) =>
        row.state === 'open' ? (
          <ResolveIncident incident={row} />
        ) : (
          <span className="text-sm text-ink-2">
            {row.resolution !== null && t(`resolution.${row.resolution}`)} {row.note}
          </span>
        ),
    },
  ]
}
