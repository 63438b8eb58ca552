'use client'
import type { ResourceView } from '@aetherflow/api/gateway/schemas'
import { Meter } from '@aetherflow/ui/meter'
import { useFormatter, useTranslations } from 'next-intl'

const nearlyFull = 0.9

/** How much of today's limit is used, in upstream credits; the day is UTC's. */
export function LimitBar({ resource }: { resource: ResourceView }) {
  const t = useTranslations('provide.list')
  const format = useFormatter()
  const used = Number(resource.usedTodayE4) / 10_000
  const limit = Number(resource.dailyLimitE4) / 10_000
  const write = (value: number) => format.number(value, { maximumFractionDigits: 1 })
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-2 sm:justify-start">
      <Meter
        label={t('todayOfLimit')}
        value={used}
        max={limit}
        tone={used >= limit * nearlyFull ? 'warn' : 'flow'}
      />
      <span className="num text-sm">
        {write(used)} / {write(limit)}
      </span>
    </span>
  )
}
