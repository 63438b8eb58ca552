'use client'
import type { RefundView } from '@aetherflow/api/admin/order-schemas'
import { useTranslations } from 'next-intl'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { ReasonDialog } from '../reason-dialog.tsx'

/** A second admin agrees or refuses; the asker can only take it back. */
export function ReviewRefund({ refund }: { refund: RefundView }) {
  const t = useTranslations('desk.review')
  const client = useTRPCClient()
  const refundId = refund.id
  return (
    <span className="flex flex-wrap gap-1.5">
      {refund.mayApprove && (
        <ReasonDialog
          size="dense"
          action={t('approve')}
          title={t('approveRefund')}
          confirm={t('approve')}
          done={t('approved')}
          act={(request) => client.admin.approveRefund.mutate({ refundId, ...request })}
        />
      )}
      <ReasonDialog
        size="dense"
        action={t('decline')}
        title={t('declineRefund')}
        confirm={t('decline')}
        done={t('declined')}
        variant="danger"
        act={(request) => client.admin.refuseRefund.mutate({ refundId, ...request })}
      />
    </span>
  )
}
