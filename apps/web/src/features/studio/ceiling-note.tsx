'use client'
import { Button } from '@aetherflow/ui/button'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import type { PriceLine } from './price-of-draft.ts'

type Props = {
  line: PriceLine
  /** Named where several models stand together. */
  name: string | null
  /** The most per image in hundredths; null for the price shown. */
  onCeiling: (ceiling: bigint | null) => void
}

/** Dearer providers can step in only when one lets them: how many there are, and what that costs at most. */
export function CeilingNote({ line, name, onCeiling }: Props) {
  const t = useTranslations('studio.ceiling')
  const { price, ceiling, steps, within } = line
  const next = ceiling === null ? undefined : steps.find((step) => step.price > ceiling)
  const isRaised = price !== null && ceiling !== null && ceiling > price
  if (ceiling === null || (next === undefined && !isRaised)) return null
  const all = steps.at(-1)?.providers ?? within
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 text-xs text-ink-2">
      <p className="min-w-0">
        {name !== null && <span className="font-semibold text-ink">{name}: </span>}
        {isRaised
          ? t.rich('raised', { price: () => <CreditAmount value={ceiling} />, within, all })
          : t('only', { within, all })}
      </p>
      <div className="-mx-2 flex flex-wrap">
        {next !== undefined && (
          <Button
            variant="quiet"
            size="dense"
            onClick={() => onCeiling(next.price)}
            className="px-2! text-xs!"
          >
            <span>
              {t.rich('raise', {
                price: () => <CreditAmount value={next.price} />,
                more: next.providers - within,
              })}
            </span>
          </Button>
        )}
        {isRaised && (
          <Button
            variant="quiet"
            size="dense"
            onClick={() => onCeiling(null)}
            className="px-2! text-xs!"
          >
            <span>{t.rich('back', { price: () => <CreditAmount value={price} /> })}</span>
          </Button>
        )}
      </div>
    </div>
  )
}
