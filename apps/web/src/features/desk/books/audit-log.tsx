'use client'
import type { AuditEvent } from '@aetherflow/api/admin/user-schemas'
import type { Column } from '@aetherflow/ui/data-table'
import { useTranslations } from 'next-intl'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { At, Code, PersonLink } from '../cells.tsx'
import { creditsOfDetail } from './credits-of-detail.ts'
import { PagedTable } from '../paged-table.tsx'

/** Who did what, the newest first. */
export function AuditLog() {
  const t = useTranslations('desk.audit')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useAuditColumns()
  return (
    <PagedTable<AuditEvent>
      caption={t('title')}
      columns={columns}
      rowKey={({ id }) => id.toString()}
      cursorOf={({ id }) => id.toString()}
      queryKey={trpc.admin.audit.pathKey()}
      load={async (before, signal) => {
        const page = await client.admin.audit.query(
          before === null ? {} : { before: BigInt(before) },
          { signal },
        )
        return { rows: page.events, more: page.more }
      }}
      empty={t('empty')}
    />
  )
}

/** The columns in which the desk shows the audit log. */
export function useAuditColumns(): Column<AuditEvent>[] {
  const t = useTranslations('desk.audit')
  const actor = useTranslations('desk.transfers.actor')
  return [
    { key: 'at', header: t('at'), cell: (row) => <At at={row.createdAt} /> },
    {
      key: 'action',
      header: t('action'),
      lead: true,
      cell: (row) => <Code whole>{row.action}</Code>,
    },
    {
      key: 'actor',
      header: t('actor'),
      cell: (row) =>
        row.actor === null ? actor(row.actorKind) : <PersonLink person={row.actor} />,
    },
    {
      key: 'subject',
      header: t('subject'),
      cell: (row) => <Subject of={row} />,
    },
    {
      key: 'detail',
      header: t('detail'),
      cell: (row) =>
        Object.keys(row.detail).length === 0 ? (
          '–'
        ) : (
          <Code>{JSON.stringify(creditsOfDetail(row.detail))}</Code>
        ),
    },
  ]
}

const pages: Readonly<Record<string, (id: string) => string>> = {
  dispute: routes.deskDispute,
  order: routes.deskOrder,
  user: routes.deskUser,
}

function Subject({ of: { subjectKind, subjectId } }: { of: AuditEvent }) {
  const page = pages[subjectKind]
  const id = <Code whole>{subjectId}</Code>
  return (
    <span className="grid">
      <span className="text-sm">{subjectKind}</span>
      {page === undefined ? (
        id
      ) : (
        <Link href={page(subjectId)} className="link">
          {id}
        </Link>
      )}
    </span>
  )
}
