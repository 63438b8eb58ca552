'use client'
import type { RefundView } from '@aetherflow/api/admin/order-schemas'
import type { Column } from '@aetherflow/ui/data-table'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useTranslations } from 'next-intl'
import type { Tone } from '../../../components/tone.ts'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { At, PersonLink } from '../cells.tsx'
import { useFailureText } from '../use-failure-text.ts'
import { PagedTable } from '../paged-table.tsx'
import { useMinor } from '../use-minor.ts'
import { ReviewRefund } from './review-refund.tsx'

const tones: Record<RefundView['state'], Tone> = {
  awaiting_approval: 'warn',
  requested: 'info',
  debited: 'info',
  done: 'ok',
  refused: 'bad',
}

/** Money that goes back through its gateway. */
export function RefundList({ states, empty }: { states: RefundView['state'][]; empty?: string }) {
  const t = useTranslations('desk.refunds')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useRefundColumns()
  return (
    <PagedTable<RefundView>
      caption={t('title')}
      columns={columns}
      rowKey={({ id }) => id}
      cursorOf={({ id }) => id}
      queryKey={[...trpc.admin.refunds.pathKey(), states.join()]}
      load={async (before, signal) => {
        const page = await client.admin.refunds.query(
          { states, ...(before === null ? {} : { before }) },
          { signal },
        )
        return { rows: page.refunds, more: page.more }
      }}
      empty={empty ?? t('empty')}
    />
  )
}

/** The columns in which the desk shows refunds. */
export function useRefundColumns(): Column<RefundView>[] {
  const t = useTranslations('desk.refunds')
  const minor = useMinor()
  const failureText = useFailureText()
  return [
    { key: 'at', header: t('at'), cell: (row) => <At at={row.createdAt} /> },
    {
      key: 'reason',
      header: t('reason'),
      lead: true,
      cell: (row) => (
        <Link href={routes.deskOrder(row.orderId)} className="link">
          {row.reason}
        </Link>
      ),
    },
    { key: 'buyer', header: t('buyer'), cell: (row) => <PersonLink person={row.user} /> },
    {
      key: 'credits',
      header: t('credits'),
      align: 'end',
      cell: (row) => <CreditAmount value={row.credits} />,
    },
    {
      key: 'amount',
      header: t('amount'),
      align: 'end',
      cell: (row) => <span className="num">{minor(row.amountMinor, row.currency)}</span>,
    },
    { key: 'by', header: t('by'), wideOnly: true, cell: (row) => row.requestedBy.email },
    {
      key: 'state',
      header: t('state'),
      cell: (row) => (
        <span className="grid justify-items-end gap-1 whitespace-nowrap sm:justify-items-start">
          <StatusDot tone={tones[row.state]}>{t(`states.${row.state}`)}</StatusDot>
          {row.failure !== null && (
            <span className="max-w-56 text-xs whitespace-normal text-ink-2">
              {failureText(row.failure)}
            </span>
          )}
          {row.state === 'awaiting_approval' && <ReviewRefund refund={row} />}
        </span>
      ),
    },
  ]
}
