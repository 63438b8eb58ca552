'use client'
import type { DriftView } from '@aetherflow/api/gateway/receipt-schemas'
import { formatUpstreamCredits, upstreamCreditE4 } from '@aetherflow/db/quantities'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Moment } from '../../../components/moment.tsx'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'

type Props = { resourceId: string; vendor: string; finding: DriftView['findings'][number] }

/** One thing that the vendor's figures and ours disagree about, and what its owner may do. */
export function FindingNote({ resourceId, vendor, finding }: Props) {
  const t = useTranslations('provide.drift')
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { kind, id: findingId, amountE4, since, until } = finding
  const acknowledge = useMutation({
    ...trpc.gateway.acknowledgeDrift.mutationOptions(),
    onSuccess: () => queries.invalidateQueries(trpc.gateway.pathFilter()),
  })
  const amount = formatUpstreamCredits(upstreamCreditE4(amountE4))
  return (
    <Callout
      tone={kind === 'foreign' ? 'warn' : 'info'}
      title={t(`${kind}.title`, { amount, vendor })}
      action={
        <Button
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ resourceId, findingId })}
        >
          {t(`${kind}.known`)}
        </Button>
      }
    >
      <p>
        {t.rich('between', {
          since: () => <Moment at={since} />,
          until: () => <Moment at={until} />,
        })}{' '}
        {t(`${kind}.text`, { vendor })}
      </p>
      {acknowledge.error !== null && <ApiError error={acknowledge.error} />}
    </Callout>
  )
}
