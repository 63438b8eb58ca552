'use client'
import type { StatementLine } from '@aetherflow/api/wallet/statement-schemas'
import type { Column } from '@aetherflow/ui/data-table'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { lookOfLine } from '../../wallet/statement/line-of-statement.ts'
import { At, Code } from '../cells.tsx'
import { PagedTable } from '../paged-table.tsx'

/** Somebody's statement as the ledger wrote it: each line with what stood after it. */
export function UserStatement({ userId }: { userId: string }) {
  const t = useTranslations('desk.user')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useColumns()
  return (
    <PagedTable<StatementLine>
      caption={t('statement')}
      columns={columns}
      rowKey={({ id }) => id.toString()}
      cursorOf={({ id }) => id.toString()}
      queryKey={[...trpc.admin.userStatement.pathKey(), userId]}
      load={async (before, signal) => {
        const page = await client.admin.userStatement.query(
          { userId, ...(before === null ? {} : { before: BigInt(before) }) },
          { signal },
        )
        return { rows: page.lines, more: page.more }
      }}
      empty={t('noLines')}
    />
  )
}

function useColumns(): Column<StatementLine>[] {
  const t = useTranslations('desk.user')
  const type = useTranslations('wallet.statement.type')
  return [
    { key: 'at', header: t('when'), cell: (row) => <At at={row.createdAt} /> },
    {
      key: 'type',
      header: t('type'),
      lead: true,
      cell: (row) => (row.type === 'payment_refund' ? t('toUser') : type(row.type)),
    },
    {
      key: 'cause',
      header: t('cause'),
      wideOnly: true,
      cell: (row) => <Cause of={row} />,
    },
    {
      key: 'amount',
      header: t('amount'),
      align: 'end',
      cell: (row) => <Amount of={row} />,
    },
    {
      key: 'after',
      header: t('after'),
      align: 'end',
      cell: (row) => <CreditAmount value={row.spendableAfter} />,
    },
    {
      key: 'held',
      header: t('held'),
      align: 'end',
      wideOnly: true,
      cell: (row) => <CreditAmount value={row.heldAfter} held />,
    },
    {
      key: 'pending',
      header: t('pending'),
      align: 'end',
      wideOnly: true,
      cell: (row) => <CreditAmount value={row.pendingAfter} />,
    },
  ]
}

/** As in its owner's wallet: what is reserved has not gone, and only what changed the wallet has a sign. */
function Amount({ of: line }: { of: StatementLine }) {
  const look = lookOfLine(line)
  if (look === 'reserved')
    return (
      <span className="text-ink-2">
        <CreditAmount value={-line.amount} held={line.stillHeld > 0n} />
      </span>
    )
  return (
    <CreditAmount
      value={line.amount}
      sign={look === 'change'}
      {...(look === 'aside' && { className: 'text-ink-2' })}
    />
  )
}

/** What moved it, with the way to its entries. */
function Cause({ of: { taskId, orderId, runId, description } }: { of: StatementLine }) {
  const id = taskId ?? orderId ?? runId
  if (id === null) return <Code>{description}</Code>
  return (
    <Link href={`${routes.deskTransfers}?search=${id}`} className="link">
      <code className="font-mono text-xs break-all">{id}</code>
    </Link>
  )
}
