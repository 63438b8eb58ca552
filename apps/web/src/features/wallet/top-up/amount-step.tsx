'use client'
import { CreditGlyph } from '@aetherflow/ui/credit-glyph'
import { Field } from '@aetherflow/ui/field'
import { formatCredits } from '@aetherflow/ui/format-credits'
import { Input } from '@aetherflow/ui/input'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { useDebounced } from '../../studio/use-debounced.ts'
import { useMoney } from '../use-money.ts'
import { type Currency, type Pack, priceOfPack } from './price-of-pack.ts'

type Props = {
  packs: Pack[]
  currency: Currency
  code: string
  onCode: (code: string) => void
  typed: string
  onTyped: (text: string) => void
  problem: 'empty' | 'form' | 'range' | null
}

/** Step 1: a pack, or an amount of one's own. */
export function AmountStep({ packs, currency, code, onCode, typed, onTyped, problem }: Props) {
  const t = useTranslations('wallet.topUp')
  const money = useMoney()
  const chosen = packs.find((pack) => pack.code === code)
  const bounds = (pack: Pack) => ({
    min: formatCredits(pack.minCredits ?? 0n, { whole: true }),
    max: formatCredits(pack.maxCredits ?? 0n, { whole: true }),
  })
  const label = (pack: Pack) => {
    if (pack.credits === null) return <Row left={t('custom')} right={t('range', bounds(pack))} />
    const price = priceOfPack(pack, pack.credits, currency)
    return (
      <Row
        left={<CreditAmount value={pack.credits} whole />}
        right={price === null ? t('notSold') : money({ amountMinor: price, currency })}
      />
    )
  }
  return (
    <div className="grid content-start gap-3">
      <RadioGroup
        label={t('amount')}
        look="card"
        className="grid gap-2 sm:grid-cols-2"
        options={packs.map((pack) => ({ value: pack.code, label: label(pack) }))}
        value={code}
        onChange={onCode}
      />
      {chosen?.credits === null && (
        <CustomAmount bounds={bounds(chosen)} typed={typed} onTyped={onTyped} problem={problem} />
      )}
    </div>
  )
}

function Row({ left, right }: { left: ReactNode; right: string }) {
  return (
    <span className="flex items-baseline justify-between gap-3">
      <span className="font-semibold">{left}</span>
      <span className="num text-sm text-ink-2">{right}</span>
    </span>
  )
}

const restMs = 600

type CustomProps = Pick<Props, 'typed' | 'onTyped' | 'problem'> & {
  bounds: { min: string; max: string }
}

/** What is too little may still grow, so the range is said once the typing rests or the field is left. */
function CustomAmount({ bounds, typed, onTyped, problem }: CustomProps) {
  const t = useTranslations('wallet.topUp')
  const [left, setLeft] = useState(false)
  const rests = useDebounced(typed, restMs) === typed
  const said = problem === 'form' || (problem === 'range' && (left || rests)) ? problem : null
  return (
    <Field
      label={t('howMany')}
      hint={t('wholeCredits', bounds)}
      error={said === null ? undefined : t(`problem.${said}`, bounds)}
    >
      <Input
        className="num"
        inputMode="numeric"
        autoComplete="off"
        before={<CreditGlyph />}
        value={typed}
        onBlur={() => setLeft(true)}
        onChange={(event) => onTyped(event.target.value)}
      />
    </Field>
  )
}
