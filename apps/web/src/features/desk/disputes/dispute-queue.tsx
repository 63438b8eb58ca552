'use client'
import type { QueuedDispute } from '@aetherflow/api/disputes/desk-schemas'
import type { Column } from '@aetherflow/ui/data-table'
import { ToggleGroup } from '@aetherflow/ui/toggle-group'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { At, PersonLink } from '../cells.tsx'
import { PagedTable } from '../paged-table.tsx'
import { DisputeState } from './dispute-state.tsx'
import { Due } from './due.tsx'

const groups = {
  waiting: ['open', 'awaiting_approval'],
  decided: ['decided', 'executed'],
  withdrawn: ['withdrawn'],
} as const satisfies Record<string, readonly QueuedDispute['status'][]>
type Group = keyof typeof groups

/** The queue with its filters: by what has become of them, and only those past the promised time. */
export function DisputeQueue() {
  const t = useTranslations('desk.queue')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useDisputeColumns()
  const [group, setGroup] = useState<Group>('waiting')
  const [overdue, setOverdue] = useState(false)
  return (
    <div className="grid gap-4">
      <search aria-label={t('filters')} className="flex flex-wrap gap-2">
        <ToggleGroup<Group>
          label={t('state')}
          options={(Object.keys(groups) as Group[]).map((value) => ({
            value,
            label: t(`group.${value}`),
          }))}
          value={[group]}
          onChange={([next]) => setGroup(next ?? 'waiting')}
        />
        <ToggleGroup
          label={t('overdue')}
          options={[{ value: 'overdue', label: t('overdue') }]}
          value={overdue ? ['overdue'] : []}
          onChange={(pressed) => setOverdue(pressed.length > 0)}
        />
      </search>
      <PagedTable<QueuedDispute>
        caption={t('title')}
        columns={columns}
        rowKey={({ id }) => id}
        cursorOf={({ id }) => id}
        queryKey={[...trpc.admin.disputes.pathKey(), group, overdue]}
        load={async (after, signal) => {
          const page = await client.admin.disputes.query(
            { statuses: [...groups[group]], overdue, ...(after === null ? {} : { after }) },
            { signal },
          )
          return { rows: page.disputes, more: page.more }
        }}
        empty={t('empty')}
      />
    </div>
  )
}

/** The columns in which the desk shows disputes. */
export function useDisputeColumns(): Column<QueuedDispute>[] {
  const t = useTranslations('desk.queue')
  const disputes = useTranslations('disputes')
  return [
    {
      key: 'opened',
      header: t('opened'),
      cell: (row) => <At at={row.openedAt} />,
    },
    {
      key: 'type',
      header: t('type'),
      lead: true,
      cell: (row) => (
        <Link href={routes.deskDispute(row.id)} className="link">
          {disputes(`type.${row.type}`)}
        </Link>
      ),
    },
    {
      key: 'consumer',
      header: t('consumer'),
      cell: (row) => <PersonLink person={row.consumer} />,
    },
    {
      key: 'provider',
      header: t('provider'),
      wideOnly: true,
      cell: (row) => <PersonLink person={row.provider} />,
    },
    {
      key: 'price',
      header: t('price'),
      align: 'end',
      cell: (row) => <CreditAmount value={row.price} />,
    },
    {
      key: 'due',
      header: t('due'),
      cell: (row) => <Due of={row} />,
    },
    { key: 'state', header: t('state'), cell: (row) => <DisputeState dispute={row} /> },
  ]
}
