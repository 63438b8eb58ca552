'use client'
import type { RefundView } from '@aetherflow/api/admin/order-schemas'
import { useTranslations } from 'next-intl'
import { Facts } from '@aetherflow/ui/facts'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { useMinor } from '../use-minor.ts'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { Email } from '../cells.tsx'
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
          facts={<RefundFacts of={refund} />}
          confirm={t('approve')}
          done={t('approved')}
          act={(request) => client.admin.approveRefund.mutate({ refundId, ...request })}
        />
      )}
      <ReasonDialog
        size="dense"
        action={t('decline')}
        title={t('declineRefund')}
        facts={<RefundFacts of={refund} />}
        confirm={t('decline')}
        done={t('declined')}
        variant="danger"
        act={(request) => client.admin.refuseRefund.mutate({ refundId, ...request })}
      />
    </span>
  )
}

function RefundFacts({ of: refund }: { of: RefundView }) {
  const t = useTranslations('desk.review.facts')
  const minor = useMinor()
  return (
    <Facts
      items={[
        {
          name: t('amount'),
          value: (
            <>
              <CreditAmount value={refund.credits} /> · {minor(refund.amountMinor, refund.currency)}
            </>
          ),
        },
        { name: t('person'), value: <Email>{refund.user.email}</Email> },
        { name: t('by'), value: <Email>{refund.requestedBy.email}</Email> },
        { name: t('reason'), value: <span className="wrap-anywhere">{refund.reason}</span> },
      ]}
    />
  )
}
