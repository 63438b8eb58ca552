'use client'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { useTranslations } from 'next-intl'
import type { Method } from './method-choice.ts'
import type { Currency } from './price-of-pack.ts'

type Props = {
  methods: readonly Method[]
  gateway: OrderView['gateway']
  onGateway: (gateway: OrderView['gateway']) => void
  /** Those that the chosen method takes. */
  currencies: readonly Currency[]
  currency: Currency
  onCurrency: (currency: Currency) => void
  isDemo: boolean
}

/** Step 2: where to pay, and in what. A method that takes one currency asks for none. */
export function MethodStep(props: Props) {
  const { methods, gateway, onGateway, currencies, currency, onCurrency, isDemo } = props
  const t = useTranslations('wallet.topUp')
  return (
    <div className="grid content-start gap-4">
      <RadioGroup
        label={t('method')}
        look="card"
        options={methods.map((method) => ({
          value: method.gateway,
          label: (
            <span className="flex items-baseline justify-between gap-3">
              <span className="font-semibold">{t(`gateway.${method.gateway}`)}</span>
              <span className="text-xs text-ink-2">{method.currencies.join(' · ')}</span>
            </span>
          ),
        }))}
        value={gateway}
        onChange={onGateway}
        {...(isDemo && { hint: t('demoNote') })}
      />
      {currencies.length > 1 && (
        <RadioGroup
          label={t('currency')}
          options={currencies.map((value) => ({ value, label: value }))}
          value={currency}
          onChange={onCurrency}
        />
      )}
    </div>
  )
}
