'use client'
import type { AdjustmentView } from '@aetherflow/api/admin/money-schemas'
import type { Column } from '@aetherflow/ui/data-table'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useTranslations } from 'next-intl'
import type { Tone } from '../../../components/tone.ts'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { useTRPC, useTRPCClient } from '../../../trpc/client.tsx'
import { At, PersonLink } from '../cells.tsx'
import { useFailureText } from '../use-failure-text.ts'
import { PagedTable } from '../paged-table.tsx'
import { ReviewAdjustment } from './review-adjustment.tsx'

const tones: Record<AdjustmentView['state'], Tone> = {
  awaiting_approval: 'warn',
  approved: 'info',
  executed: 'ok',
  rejected: 'quiet',
  failed: 'bad',
}

type Props = { states: AdjustmentView['state'][]; empty?: string }

/** Corrections by hand and purchases of promotional earnings. */
export function AdjustmentList({ states, empty }: Props) {
  const t = useTranslations('desk.adjustments')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useAdjustmentColumns()
  return (
    <PagedTable<AdjustmentView>
      caption={t('title')}
      columns={columns}
      rowKey={({ id }) => id}
      cursorOf={({ id }) => id}
      queryKey={[...trpc.admin.adjustments.pathKey(), states.join()]}
      load={async (before, signal) => {
        const page = await client.admin.adjustments.query(
          { states, ...(before === null ? {} : { before }) },
          { signal },
        )
        return { rows: page.adjustments, more: page.more }
      }}
      empty={empty ?? t('empty')}
    />
  )
}

/** The columns in which the desk shows adjustments. */
export function useAdjustmentColumns(): Column<AdjustmentView>[] {
  const t = useTranslations('desk.adjustments')
  const kind = useTranslations('desk.adjust.kind')
  const failureText = useFailureText()
  return [
    { key: 'at', header: t('at'), cell: (row) => <At at={row.createdAt} /> },
    { key: 'reason', header: t('reason'), lead: true, cell: (row) => row.reason },
    { key: 'user', header: t('user'), cell: (row) => <PersonLink person={row.user} /> },
    {
      key: 'account',
      header: t('account'),
      cell: (row) => kind(row.kind === 'buy_out' ? 'buy_out' : row.account),
    },
    {
      key: 'amount',
      header: t('amount'),
      align: 'end',
      cell: (row) => <CreditAmount value={row.amount} sign />,
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
          {row.state === 'awaiting_approval' && <ReviewAdjustment adjustment={row} />}
        </span>
      ),
    },
  ]
}
