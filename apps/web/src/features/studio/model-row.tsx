'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { useFormatter, useNow, useTimeZone, useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { useRoughTime } from '../images/use-words.ts'
import { untilFormat } from './until-format.ts'

/** A model with what one asks about it first: price, wait, who is open. */
export function ModelRow({ model, price }: { model: ModelView; price: bigint | null }) {
  const t = useTranslations('studio.model')
  const format = useFormatter()
  const now = useNow()
  const timeZone = useTimeZone()
  const time = useRoughTime()
  const wait =
    model.typicalMs === null
      ? t('unmeasured')
      : t('typical', { time: time(Math.max(1, Math.round(model.typicalMs / 1_000))) })
  const standing =
    model.closedUntil !== null
      ? t('closed', {
          time: format.dateTime(model.closedUntil, untilFormat(model.closedUntil, now, timeZone)),
        })
      : model.open === 0
        ? t('none')
        : `${wait} · ${t('open', { count: model.open })}`
  return (
    <span className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
      <span className="font-semibold">{model.name}</span>
      <span className="text-end font-semibold">
        {price === null ? '—' : <CreditAmount value={price} />}
      </span>
      <span className="text-xs text-ink-2">{standing}</span>
      <span className="text-end text-xs text-ink-2">{price === null ? '' : t('each')}</span>
    </span>
  )
}
