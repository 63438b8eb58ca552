'use client'
import type { Catalogue } from '@aetherflow/api/gateway/schemas'
import { formatUpstreamCredits, upstreamCreditE4 } from '@aetherflow/db/quantities'
import { Callout } from '@aetherflow/ui/callout'
import { Field } from '@aetherflow/ui/field'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { Select } from '@aetherflow/ui/select'
import { useTranslations } from 'next-intl'

type Upstream = Catalogue['upstreams'][number]
export type Audience = 'deposited_key' | 'own_key'

type Props = {
  upstreams: readonly Upstream[]
  upstream: Upstream
  audience: Audience
  onUpstream: (id: string) => void
  onAudience: (audience: Audience) => void
}

/** Whose key it is, what a call costs there, and for whom it may work. */
export function VendorField({ upstreams, upstream, audience, onUpstream, onAudience }: Props) {
  const t = useTranslations('provide.connect.vendor')
  const open = upstream.depositOpen
  return (
    <div className="grid gap-5">
      <Field label={t('label')} hint={useCostWords(upstream)}>
        <Select
          value={upstream.id}
          onChange={onUpstream}
          options={upstreams.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Field>
      {open ? (
        <RadioGroup<Audience>
          label={t('audience')}
          look="card"
          value={audience}
          onChange={onAudience}
          options={[
            { value: 'deposited_key', label: t('everybody') },
            { value: 'own_key', label: t('onlyMe') },
          ]}
        />
      ) : (
        <Callout tone="info" title={t('closedTitle', { vendor: upstream.name })}>
          {t('closedText')}
        </Callout>
      )}
    </div>
  )
}

function useCostWords({ models, name }: Upstream): string {
  const t = useTranslations('provide.connect.vendor')
  const costs = models.map(({ costE4 }) => costE4).toSorted((a, b) => (a < b ? -1 : 1))
  const [least, most] = [costs.at(0), costs.at(-1)]
  if (least === undefined || most === undefined) return t('noModels')
  return t(least === most ? 'costOne' : 'cost', {
    vendor: name,
    count: models.length,
    least: formatUpstreamCredits(upstreamCreditE4(least)),
    most: formatUpstreamCredits(upstreamCreditE4(most)),
  })
}
