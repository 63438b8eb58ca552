'use client'
import type { AdjustmentView } from '@aetherflow/api/admin/money-schemas'
import { useTranslations } from 'next-intl'
import { Facts } from '@aetherflow/ui/facts'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { Email } from '../cells.tsx'
import { ReasonDialog } from '../reason-dialog.tsx'

/** A second admin agrees or refuses; the asker can only take it back. */
export function ReviewAdjustment({ adjustment }: { adjustment: AdjustmentView }) {
  const t = useTranslations('desk.review')
  const client = useTRPCClient()
  const adjustmentId = adjustment.id
  return (
    <span className="flex flex-wrap gap-1.5">
      {adjustment.mayApprove && (
        <ReasonDialog
          size="dense"
          action={t('approve')}
          title={t('approveAdjustment')}
          facts={<AdjustmentFacts of={adjustment} />}
          confirm={t('approve')}
          done={t('approved')}
          act={(request) => client.admin.approveAdjustment.mutate({ adjustmentId, ...request })}
        />
      )}
      <ReasonDialog
        size="dense"
        action={t('decline')}
        title={t('declineAdjustment')}
        facts={<AdjustmentFacts of={adjustment} />}
        confirm={t('decline')}
        done={t('declined')}
        variant="danger"
        act={(request) => client.admin.rejectAdjustment.mutate({ adjustmentId, ...request })}
      />
    </span>
  )
}

function AdjustmentFacts({ of: adjustment }: { of: AdjustmentView }) {
  const t = useTranslations('desk.review.facts')
  const kind = useTranslations('desk.adjust.kind')
  return (
    <Facts
      items={[
        { name: t('amount'), value: <CreditAmount value={adjustment.amount} sign /> },
        {
          name: t('account'),
          value: kind(adjustment.kind === 'buy_out' ? 'buy_out' : adjustment.account),
        },
        { name: t('person'), value: <Email>{adjustment.user.email}</Email> },
        { name: t('by'), value: <Email>{adjustment.requestedBy.email}</Email> },
        { name: t('reason'), value: <span className="wrap-anywhere">{adjustment.reason}</span> },
      ]}
    />
  )
}
