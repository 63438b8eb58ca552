'use client'
import type { Usage, UsageInput } from '@aetherflow/api/wallet/usage-schemas'
import { Button } from '@aetherflow/ui/button'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNow, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { UsageChart } from './usage-chart.tsx'
import { daysOfRange, type Range, ranges } from './usage-series.ts'

type Props = {
  side: UsageInput['side']
  /** The last 30 days by model, where the server could read them. */
  initial: Usage | undefined
  /** Names of models by their id. */
  models: Readonly<Record<string, string>>
}

/** What was spent or earned, by day; earnings also by resource. */
export function UsagePanel({ side, initial, models }: Props) {
  const t = useTranslations('usage')
  const common = useTranslations('common')
  const now = useNow()
  const [range, setRange] = useState<Range>('30')
  const [by, setBy] = useState<UsageInput['by']>('model')
  const days = daysOfRange(range, now)
  const isFirst = range === '30' && by === 'model'
  const { data, error, refetch } = useQuery({
    ...useTRPC().wallet.usage.queryOptions({ side, by, ...days }),
    ...(isFirst && initial !== undefined && { initialData: initial }),
    placeholderData: keepPreviousData,
  })
  const nameOf = ({ id, name }: Usage['groups'][number]) =>
    id === null ? t('others') : (name ?? models[id] ?? (by === 'resource' ? t('gone') : id))
  const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        <RadioGroup
          label={t('range')}
          hideLabel
          options={ranges.map((value) => ({ value, label: t(`ranges.${value}`) }))}
          value={range}
          onChange={setRange}
        />
        {side === 'earned' && (
          <RadioGroup
            label={t('by')}
            hideLabel
            options={(['model', 'resource'] as const).map((value) => ({
              value,
              label: t(`bys.${value}`),
            }))}
            value={by}
            onChange={setBy}
          />
        )}
      </div>
      {error !== null && <ApiError error={error} action={again} />}
      {data === undefined ? (
        error === null && <Skeleton className="h-60" />
      ) : data.days.length === 0 ? (
        <EmptyState title={t(`emptyTitle.${side}`)}>{t(`emptyText.${side}`)}</EmptyState>
      ) : (
        <UsageChart side={side} usage={data} days={days} nameOf={nameOf} />
      )}
      <p className="text-xs text-ink-2">{t('note')}</p>
    </div>
  )
}
