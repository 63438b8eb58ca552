'use client'
import type { QueuedDispute } from '@aetherflow/api/disputes/desk-schemas'
import { Section } from '@aetherflow/ui/section'
import { useTranslations } from 'next-intl'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { AdjustmentList } from './books/adjustment-list.tsx'
import { useDisputeColumns } from './disputes/dispute-queue.tsx'
import { RefundList } from './orders/refund-list.tsx'
import { PagedTable } from './paged-table.tsx'

/** Everything that a second admin has to agree to. */
export function Approvals() {
  const t = useTranslations('desk')
  return (
    <>
      <Section id="decisions" title={t('nav.disputes')}>
        <Decisions />
      </Section>
      <Section id="refunds" title={t('refunds.title')}>
        <RefundList states={['awaiting_approval']} />
      </Section>
      <Section id="adjustments" title={t('adjustments.title')}>
        <AdjustmentList states={['awaiting_approval']} />
      </Section>
      <Section id="lately" title={t('approvals.lately')}>
        <h3 className="text-sm font-semibold">{t('refunds.title')}</h3>
        <RefundList
          states={['requested', 'debited', 'done', 'refused']}
          empty={t('approvals.noneLately')}
        />
        <h3 className="text-sm font-semibold">{t('adjustments.title')}</h3>
        <AdjustmentList
          states={['approved', 'executed', 'rejected', 'failed']}
          empty={t('approvals.noneLately')}
        />
      </Section>
    </>
  )
}

function Decisions() {
  const t = useTranslations('desk')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const columns = useDisputeColumns()
  return (
    <PagedTable<QueuedDispute>
      caption={t('queue.title')}
      columns={columns}
      rowKey={({ id }) => id}
      cursorOf={({ id }) => id}
      queryKey={[...trpc.admin.disputes.pathKey(), 'approvals']}
      load={async (after, signal) => {
        const page = await client.admin.disputes.query(
          { statuses: ['awaiting_approval'], ...(after === null ? {} : { after }) },
          { signal },
        )
        return { rows: page.disputes, more: page.more }
      }}
      empty={t('approvals.empty')}
    />
  )
}
