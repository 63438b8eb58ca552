'use client'
import type { Case } from '@aetherflow/api/disputes/desk-schemas'
import { Callout } from '@aetherflow/ui/callout'
import { PageHeading } from '@aetherflow/ui/page-heading'
import { Section } from '@aetherflow/ui/section'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { useTRPC } from '../../../trpc/client.tsx'
import { WhyOfReceipt } from '../../receipts/why-of-receipt.tsx'
import { TaskAttempts } from '../../tasks/task-attempts.tsx'
import { focusHeading } from '../focus-heading.ts'
import { useFailureText } from '../use-failure-text.ts'
import { CaseFacts } from './case-facts.tsx'
import { CaseHistory } from './case-history.tsx'
import { DecisionForm } from './decision-form.tsx'
import { DisputeState } from './dispute-state.tsx'
import { Due } from './due.tsx'
import { EffectsTable } from './effects-table.tsx'
import { Parties } from './parties.tsx'
import { ReviewDecision } from './review-decision.tsx'

const askEveryMs = 5_000

/** The picture and the words, the decision beside them, then the record; nothing else to look up. */
export function CasePage({ initial }: { initial: Case }) {
  const t = useTranslations('desk.case')
  const disputes = useTranslations('disputes')
  const trpc = useTRPC()
  const { data } = useQuery({
    ...trpc.admin.dispute.queryOptions({ disputeId: initial.dispute.id }),
    initialData: initial,
    // The worker carries out what was decided: shown as soon as it has.
    refetchInterval: ({ state }) => (state.data?.dispute.status === 'decided' ? askEveryMs : false),
  })
  const { dispute } = data
  const failureText = useFailureText()
  const [isOutrun, setIsOutrun] = useState(false)
  const result = useResultFocus(dispute.status)
  return (
    <>
      <PageHeading
        title={disputes(`type.${dispute.type}`)}
        lead={
          <span className="flex flex-wrap items-baseline gap-x-5">
            <DisputeState dispute={dispute} />
            {isWaiting(dispute.status) && (
              <span>
                {t('due')} <Due of={dispute} />
              </span>
            )}
          </span>
        }
      />
      {dispute.failure !== null && dispute.status === 'open' && (
        <Callout tone="bad" title={t('failedTitle')}>
          {t('failedText')} {failureText(dispute.failure)}
        </Callout>
      )}
      {/* On a phone the decision follows the complaint; the record comes after it. */}
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr]">
        <CaseFacts of={data} />
        <div
          ref={result}
          className="grid content-start gap-6 max-lg:border-t max-lg:border-line max-lg:pt-5 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:border-l lg:border-line lg:pl-6"
        >
          {isOutrun && (
            <Callout tone="warn" role="alert" title={t('meanwhileTitle')}>
              {t('meanwhile')}
            </Callout>
          )}
          {dispute.status === 'open' && (
            <DecisionForm of={data} onMeanwhile={() => setIsOutrun(true)} />
          )}
          {dispute.decision !== null && <Decided of={data} />}
          {dispute.status === 'awaiting_approval' && <ReviewDecision of={data} />}
        </div>
        <div className="grid min-w-0 content-start gap-8">
          <WhyOfReceipt receipt={data.receipt} />
          <TaskAttempts receipt={data.receipt} />
          <Section id="parties" title={t('parties')}>
            <Parties of={data} />
          </Section>
          <Section id="history" title={t('history')}>
            <CaseHistory of={data} />
          </Section>
        </div>
      </div>
    </>
  )
}

/** Where the result stands: it has the focus once the form or button that had it is gone. */
function useResultFocus(status: Case['dispute']['status']) {
  const result = useRef<HTMLDivElement>(null)
  const shown = useRef(status)
  useEffect(() => {
    if (shown.current === status) return
    shown.current = status
    focusHeading(result.current?.querySelector('h2'))
  }, [status])
  return result
}

const isWaiting = (status: Case['dispute']['status']) =>
  status === 'open' || status === 'awaiting_approval'

function Decided({ of: { dispute } }: { of: Case }) {
  const t = useTranslations('desk.case')
  const disputes = useTranslations('disputes')
  return (
    <Section id="decision" title={t('decision')}>
      <p className="font-semibold">
        {dispute.decision !== null && disputes(`outcome.${dispute.decision}`)}
      </p>
      <p className="whitespace-pre-line">{dispute.resolution}</p>
      {dispute.handledBy !== null && (
        <p className="text-sm text-ink-2">{t('by', { email: dispute.handledBy.email })}</p>
      )}
      {dispute.approvedBy !== null && (
        <p className="text-sm text-ink-2">{t('approvedBy', { email: dispute.approvedBy.email })}</p>
      )}
      {dispute.effects !== null && <EffectsTable effects={dispute.effects} />}
    </Section>
  )
}
