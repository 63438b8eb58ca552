'use client'
import type { Case } from '@aetherflow/api/disputes/desk-schemas'
import { Callout } from '@aetherflow/ui/callout'
import { useTranslations } from 'next-intl'
import { DecisionFacts } from './decision-facts.tsx'
import { useTRPCClient } from '../../../trpc/client.tsx'
import { ReasonDialog } from '../reason-dialog.tsx'

/** A second admin agrees or sends it back; whoever decided can only wait or take it back. */
export function ReviewDecision({ of: { dispute, mayApprove } }: { of: Case }) {
  const t = useTranslations('desk.review')
  const client = useTRPCClient()
  const disputeId = dispute.id
  return (
    <div className="grid gap-3">
      <Callout tone="warn">{t(mayApprove ? 'yours' : 'others')}</Callout>
      <div className="flex flex-wrap gap-2">
        {mayApprove && (
          <ReasonDialog
            action={t('approve')}
            title={t('approveTitle')}
            facts={<DecisionFacts of={dispute} />}
            confirm={t('approve')}
            done={t('approved')}
            act={(request) => client.admin.approveDecision.mutate({ disputeId, ...request })}
          />
        )}
        <ReasonDialog
          action={t('refuse')}
          title={t('refuseTitle')}
          text={t('refuseText')}
          facts={<DecisionFacts of={dispute} />}
          confirm={t('refuse')}
          done={t('refused')}
          variant="danger"
          act={(request) => client.admin.refuseDecision.mutate({ disputeId, ...request })}
        />
      </div>
    </div>
  )
}
