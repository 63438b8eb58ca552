'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { useFormatter, useNow, useTimeZone, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { useRoughTime } from '../images/use-words.ts'
import { providersWithin, type PriceLine } from './price-of-draft.ts'
import { untilFormat } from './until-format.ts'

type Props = {
  model: ModelView
  /** What the draft pays for it; without one, what the list says. */
  line: PriceLine | undefined
  /** Names whose model it is, where models of several stand together. */
  withVendor?: boolean
  /** In the place of "each": how many, where each model has a number of its own. */
  number?: ReactNode
}

/** A model with what one asks about it first: price, wait, who is open. */
export function ModelRow({ model, line, withVendor = false, number }: Props) {
  const t = useTranslations('studio.model')
  const price = line === undefined ? model.price : line.price
  return (
    <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] gap-x-3">
      <span className="font-semibold wrap-anywhere">{model.name}</span>
      <span className="text-end font-semibold">
        {price === null ? '—' : <CreditAmount value={price} />}
      </span>
      <span className="text-xs text-ink-2">
        {withVendor && `${model.upstreamName} · `}
        {useStanding(model, line)}
      </span>
      <span className="text-end text-xs text-ink-2">
        {number ?? (price === null ? '' : t('each'))}
      </span>
    </span>
  )
}

/** Only who serves at that price is counted: the dearer ones never do. */
function useStanding(model: ModelView, line: PriceLine | undefined): string {
  const t = useTranslations('studio.model')
  const format = useFormatter()
  const now = useNow()
  const timeZone = useTimeZone()
  const time = useRoughTime()
  if (model.closedUntil !== null) {
    const until = format.dateTime(model.closedUntil, untilFormat(model.closedUntil, now, timeZone))
    return t('closed', { time: until })
  }
  if (model.open === 0) return t('none')
  const wait =
    model.typicalMs === null
      ? t('unmeasured')
      : t('typical', { time: time(Math.max(1, Math.round(model.typicalMs / 1_000))) })
  const within = line?.within ?? providersWithin(model.priceSteps, model.price)
  const all = Math.max(within, (line?.steps ?? model.priceSteps).at(-1)?.providers ?? 0)
  if (within === 0) return wait
  return `${wait} · ${within < all ? t('openOf', { within, all }) : t('open', { count: within })}`
}
