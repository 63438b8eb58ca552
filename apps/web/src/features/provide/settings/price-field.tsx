'use client'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'
import { useTranslations } from 'next-intl'
import { positionOfPrice, priceAtPosition, priceSteps } from './price-scale.ts'
import { readE4, writePrice } from './settings-draft.ts'

type Props = { value: string; onChange: (value: string) => void; wrong: boolean }

/** The price as a number, and a slider beside it whose equal steps multiply. */
export function PriceField({ value, onChange, wrong }: Props) {
  const t = useTranslations('provide.settings')
  const position = positionOfPrice(readE4(value) ?? 10_000n)
  return (
    <Field label={t('price')} hint={t('priceHint')} error={wrong ? t('problem.price') : undefined}>
      <div className="grid items-center gap-3 sm:grid-cols-[10rem_1fr]">
        <Input
          className="num"
          inputMode="decimal"
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={() => {
            const read = readE4(value)
            if (read !== null) onChange(writePrice(read))
          }}
        />
        <span className="grid gap-0.5">
          <input
            type="range"
            aria-label={t('priceSlider')}
            aria-valuetext={value}
            min={0}
            max={priceSteps}
            step={1}
            value={position}
            onChange={(event) => onChange(writePrice(priceAtPosition(Number(event.target.value))))}
            className="h-dense w-full accent-flow"
          />
          <span aria-hidden className="num flex justify-between text-xs text-ink-2">
            <span>0.1</span>
            <span>1.0</span>
            <span>10</span>
          </span>
        </span>
      </div>
    </Field>
  )
}
