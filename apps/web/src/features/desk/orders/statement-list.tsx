'use client'
import type { GatewayStatement } from '@aetherflow/api/admin/order-schemas'
import type { Column } from '@aetherflow/ui/data-table'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { ToggleGroup } from '@aetherflow/ui/toggle-group'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { At } from '../cells.tsx'
import { PagedTable } from '../paged-table.tsx'
import { useMinor } from '../use-minor.ts'

type Cursor = Pick<GatewayStatement, 'day' | 'gateway' | 'currency'>

/** Day by day: what the gateway booked and what we recorded. */
export function StatementList() {
  const t = useTranslations('desk.statements')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useColumns()
  const [differing, setDiffering] = useState(false)
  return (
    <div className="grid gap-4">
      <ToggleGroup
        label={t('differing')}
        options={[{ value: 'differing', label: t('differing') }]}
        value={differing ? ['differing'] : []}
        onChange={(pressed) => setDiffering(pressed.length > 0)}
      />
      <PagedTable<GatewayStatement>
        caption={t('title')}
        columns={columns}
        rowKey={keyOf}
        cursorOf={keyOf}
        queryKey={[...trpc.admin.gatewayStatements.pathKey(), differing]}
        load={async (after, signal) => {
          const page = await client.admin.gatewayStatements.query(
            { differing, ...(after === null ? {} : { before: readKey(after) }) },
            { signal },
          )
          return { rows: page.statements, more: page.more }
        }}
        empty={t('empty')}
      />
    </div>
  )
}

const keyOf = ({ day, gateway, currency }: Cursor) => JSON.stringify({ day, gateway, currency })
// Written by keyOf above, in this page.
const readKey = (key: string) => JSON.parse(key) as Cursor

function useColumns(): Column<GatewayStatement>[] {
  const t = useTranslations('desk.statements')
  const minor = useMinor()
  return [
    {
      key: 'day',
      header: t('day'),
      lead: true,
      cell: (row) => <span className="num">{`${row.day} · ${row.gateway} · ${row.currency}`}</span>,
    },
    {
      key: 'ours',
      header: t('ours'),
      align: 'end',
      cell: (row) => <span className="num">{minor(row.oursMinor, row.currency)}</span>,
    },
    {
      key: 'theirs',
      header: t('theirs'),
      align: 'end',
      cell: (row) => <span className="num">{minor(row.theirsMinor, row.currency)}</span>,
    },
    {
      key: 'lines',
      header: t('lines'),
      align: 'end',
      cell: (row) => <span className="num">{row.lines}</span>,
    },
    {
      key: 'state',
      header: t('state'),
      cell: (row) =>
        row.matches ? (
          <StatusDot tone="ok">{t('matches')}</StatusDot>
        ) : (
          <details>
            <summary className="cursor-pointer">
              <StatusDot tone="bad">{t('differs', { count: row.differences.length })}</StatusDot>
            </summary>
            <pre className="mt-2 max-h-60 overflow-auto rounded-image border border-line bg-sunken p-2 font-mono text-xs">
              {JSON.stringify(row.differences, null, 2)}
            </pre>
          </details>
        ),
    },
    { key: 'checked', header: t('checked'), cell: (row) => <At at={row.checkedAt} /> },
  ]
}
