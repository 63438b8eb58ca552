'use client'
import type { DisputeView } from '@aetherflow/api/disputes/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Callout } from '@aetherflow/ui/callout'
import { Facts } from '@aetherflow/ui/facts'
import { Picture } from '@aetherflow/ui/picture'
import { Section } from '@aetherflow/ui/section'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { DisputeTimeline } from './dispute-timeline.tsx'

/** Asked again while somebody may be deciding. */
const askEveryMs = 10_000

/** One dispute as its consumer sees it: how it stands, what was said, what moved. */
export function DisputePage({ initial }: { initial: DisputeView }) {
  const t = useTranslations('disputes')
  const trpc = useTRPC()
  const query = useQuery({
    ...trpc.disputes.dispute.queryOptions({ disputeId: initial.id }),
    initialData: initial,
    refetchInterval: ({ state }) =>
      state.data?.stage === 'under_review' || state.data?.stage === 'decided' ? askEveryMs : false,
  })
  const dispute = query.data
  return (
    <>
      <header className="grid gap-2" aria-live="polite">
        <h1 className="display text-2xl">{t(`title.${titleOf(dispute)}`)}</h1>
        <p className="max-w-reading text-base text-ink-2">
          {t.rich(`lead.${titleOf(dispute)}`, {
            amount: () => <CreditAmount value={dispute.amount ?? 0n} />,
          })}
        </p>
      </header>
      <DisputeTimeline dispute={dispute} />
      {dispute.resolution !== null && (
        <Callout tone="info" title={t('resolution')}>
          <p className="whitespace-pre-line">{dispute.resolution}</p>
        </Callout>
      )}
      <Moved dispute={dispute} />
      <Said dispute={dispute} />
      <div className="flex flex-wrap gap-2">
        <Link href={routes.task(dispute.taskId)} className={buttonClass()}>
          {t('toImage')}
        </Link>
        {dispute.withdrawable && <Withdraw disputeId={dispute.id} />}
      </div>
      {query.isError && <ApiError error={query.error} />}
    </>
  )
}

function titleOf({ stage, decision }: DisputeView) {
  return stage === 'executed' && decision !== null ? decision : stage
}

function Moved({ dispute }: { dispute: DisputeView }) {
  const t = useTranslations('disputes')
  if (dispute.moved.length === 0) return null
  return (
    <Section id="moved" title={t('moved')}>
      <Facts
        items={dispute.moved.map(({ account, amount }) => ({
          name: t(`account.${account}`),
          value: <CreditAmount value={amount} sign />,
        }))}
      />
    </Section>
  )
}

function Said({ dispute }: { dispute: DisputeView }) {
  const t = useTranslations('disputes')
  return (
    <Section id="said" title={t('said')}>
      <div className="flex flex-wrap gap-5">
        {dispute.thumbUrl !== null && (
          <Picture
            src={dispute.thumbUrl}
            alt={t('imageAlt')}
            width={112}
            height={112}
            className="size-28 rounded-image border border-line object-cover"
          />
        )}
        <div className="grid min-w-0 flex-1 content-start gap-2">
          <p className="font-semibold">{t(`type.${dispute.type}`)}</p>
          <p className="max-w-reading whitespace-pre-line">{dispute.description}</p>
        </div>
      </div>
      <Facts
        items={[
          { name: t('fact.model'), value: dispute.modelName },
          { name: t('fact.prompt'), value: <span lang="">{dispute.prompt}</span> },
          { name: t('fact.price'), value: <CreditAmount value={dispute.price} /> },
        ]}
      />
      <p className="max-w-reading text-sm text-ink-2">{t('evidence')}</p>
    </Section>
  )
}

function Withdraw({ disputeId }: { disputeId: string }) {
  const t = useTranslations('disputes')
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queries = useQueryClient()
  const withdraw = useMutation({
    mutationFn: () => client.disputes.withdraw.mutate({ disputeId }),
    onSettled: () => queries.invalidateQueries({ queryKey: trpc.disputes.pathKey() }),
  })
  return (
    <>
      <Button
        variant="quiet"
        loading={withdraw.isPending}
        loadingText={t('withdrawing')}
        onClick={() => withdraw.mutate()}
      >
        {t('withdraw')}
      </Button>
      {withdraw.isError && <ApiError error={withdraw.error} />}
    </>
  )
}
