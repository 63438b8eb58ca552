'use client'
import type { Catalogue } from '@aetherflow/api/gateway/schemas'
import { Disclosure } from '@aetherflow/ui/disclosure'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { EffectTable } from './effect-table.tsx'
import { HoursField } from './hours-field.tsx'
import { ModelsField } from './models-field.tsx'
import { NumberField } from './number-field.tsx'
import { PriceField } from './price-field.tsx'
import { type Problem, readE4, type SettingsDraft, type SettingsField } from './settings-draft.ts'

const advanced = ['floor', 'perMinute', 'hours'] as const

type Props = {
  upstream: Catalogue['upstreams'][number]
  commissionBps: number
  draft: SettingsDraft
  problems: Partial<Record<SettingsField, Problem>>
  onChange: (change: Partial<SettingsDraft>) => void
}

/** Everything an owner sets: the price with what it means, the limits, and what few need below. */
export function SettingsFields({ upstream, commissionBps, draft, problems, onChange }: Props) {
  const t = useTranslations('provide.settings')
  // Asked once: what is being set must not fold away under the reader's hands.
  const [used] = useState(draft.modelIds.length > 0 || draft.hours.length < 24)
  const problem = (field: SettingsField) => {
    const found = problems[field]
    return found === undefined ? undefined : t(`problem.${found}`)
  }
  const number = (
    field: 'daily' | 'monthly' | 'floor' | 'concurrency' | 'perMinute',
    unit?: string,
  ) => ({
    label: t(field),
    hint: t(`${field}Hint`),
    ...(unit === undefined ? {} : { unit }),
    problem: problem(field),
    value: draft[field],
    onChange: (value: string) => onChange({ [field]: value }),
  })
  const credits = t('upstreamCredits', { upstream: upstream.name })
  const offered = upstream.models.filter(
    ({ id }) => draft.modelIds.length === 0 || draft.modelIds.includes(id),
  )
  return (
    <div className="grid gap-7">
      <div className="max-w-100">
        <Field label={t('name')} hint={t('nameHint')} error={problem('name')}>
          <Input
            value={draft.name}
            maxLength={80}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        </Field>
      </div>
      <PriceField
        value={draft.price}
        onChange={(price) => onChange({ price })}
        wrong={problems.price !== undefined}
      />
      <EffectTable
        models={offered}
        priceE4={problems.price === undefined ? readE4(draft.price) : null}
        commissionBps={commissionBps}
      />
      <div className="grid items-start gap-x-6 gap-y-5 sm:grid-cols-3">
        <NumberField {...number('daily', credits)} />
        <NumberField {...number('monthly', credits)} />
        <NumberField {...number('concurrency')} />
      </div>
      <Disclosure summary={t('more')} open={used || advanced.some((field) => field in problems)}>
        <div className="grid gap-6 pt-2 text-ink">
          <ModelsField
            models={upstream.models}
            value={draft.modelIds}
            onChange={(modelIds) => onChange({ modelIds })}
          />
          <HoursField
            value={draft.hours}
            onChange={(hours) => onChange({ hours })}
            wrong={problems.hours !== undefined}
          />
          <div className="grid items-start gap-x-6 gap-y-5 sm:grid-cols-2">
            <NumberField {...number('floor', credits)} />
            <NumberField {...number('perMinute')} />
          </div>
        </div>
      </Disclosure>
    </div>
  )
}
