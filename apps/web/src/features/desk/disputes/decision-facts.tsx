'use client'
import type { Case } from '@aetherflow/api/disputes/desk-schemas'
import { Facts } from '@aetherflow/ui/facts'
import { useTranslations } from 'next-intl'
import { Email } from '../cells.tsx'
import { CreditAmount } from '../../../components/credit-amount.tsx'

/** The decision that a second admin agrees to or sends back. */
export function DecisionFacts({ of: dispute }: { of: Case['dispute'] }) {
  const t = useTranslations('desk.review.facts')
  const name = useTranslations('desk.decide.name')
  return (
    <Facts
      items={[
        { name: t('decision'), value: dispute.decision === null ? '–' : name(dispute.decision) },
        {
          name: t('amount'),
          value: dispute.amount === null ? '–' : <CreditAmount value={dispute.amount} />,
        },
        {
          name: t('parties'),
          value: (
            <>
              <Email>{dispute.consumer.email}</Email> · <Email>{dispute.provider.email}</Email>
            </>
          ),
        },
        { name: t('decidedBy'), value: dispute.handledBy?.email ?? '–' },
        {
          name: t('reason'),
          value: <span className="wrap-anywhere">{dispute.resolution ?? '–'}</span>,
        },
      ]}
    />
  )
}
