'use client'
import type { UserRow } from '@aetherflow/api/admin/user-schemas'
import type { Column } from '@aetherflow/ui/data-table'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Tone } from '../../../components/tone.ts'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { At, PersonLink } from '../cells.tsx'
import { PagedTable } from '../paged-table.tsx'
import { SearchField } from '../search-field.tsx'

export const toneOfUser: Record<UserRow['status'], Tone> = {
  active: 'ok',
  frozen: 'warn',
  disabled: 'bad',
}

/** Everybody, the newest first, or who a search finds. */
export function UserList() {
  const t = useTranslations('desk.users')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useColumns()
  const [search, setSearch] = useState('')
  return (
    <div className="grid gap-4">
      <SearchField label={t('find')} hint={t('findHint')} onSearch={setSearch} />
      <PagedTable<UserRow>
        caption={t('title')}
        columns={columns}
        rowKey={({ id }) => id}
        cursorOf={({ id }) => id}
        queryKey={[...trpc.admin.users.pathKey(), search]}
        load={async (before, signal) => {
          const page = await client.admin.users.query(
            { search, ...(before === null ? {} : { before }) },
            { signal },
          )
          return { rows: page.users, more: page.more }
        }}
        empty={t('empty')}
      />
    </div>
  )
}

function useColumns(): Column<UserRow>[] {
  const t = useTranslations('desk.users')
  const role = useTranslations('shell.role')
  return [
    {
      key: 'email',
      header: t('email'),
      lead: true,
      cell: (row) => <PersonLink person={row} />,
    },
    { key: 'name', header: t('name'), cell: (row) => row.displayName || '–' },
    { key: 'role', header: t('role'), cell: (row) => role(row.role) },
    {
      key: 'status',
      header: t('status'),
      cell: (row) => (
        <StatusDot tone={toneOfUser[row.status]}>
          {t(`states.${row.status}`)}
          {!row.emailVerified && <> · {t('unverified')}</>}
        </StatusDot>
      ),
    },
    { key: 'joined', header: t('joined'), cell: (row) => <At at={row.createdAt} /> },
  ]
}
