'use client'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { RadioGroup } from '@aetherflow/ui/radio-group'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { AmountStep } from './amount-step.tsx'
import { PayStep } from './pay-step.tsx'
import {
  type Currency,
  currenciesOf,
  type Pack,
  priceOfPack,
  readCustomAmount,
} from './price-of-pack.ts'
import { TopUpSkeleton } from './top-up-skeleton.tsx'
import { useTopUp } from './use-top-up.ts'

type Shop = { packs: Pack[]; gateways: OrderView['gateway'][] }

/** Top-up in three steps on one page: how much, how, pay. The defaults make it one press. */
export function TopUp({ initial }: { initial: Shop | undefined }) {
  const t = useTranslations('wallet.topUp')
  const common = useTranslations('common')
  const { data, error, refetch } = useQuery({
    ...useTRPC().wallet.packs.queryOptions(),
    initialData: initial,
  })
  if (data === undefined) {
    const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
    return error ? <ApiError error={error} action={again} /> : <TopUpSkeleton />
  }
  return data.packs.length === 0 || data.gateways.length === 0 ? (
    <Callout tone="warn" title={t('closedTitle')}>
      {t('closedText')}
    </Callout>
  ) : (
    <Steps shop={data} />
  )
}

function Steps({ shop }: { shop: Shop }) {
  const t = useTranslations('wallet.topUp')
  const currencies = currenciesOf(shop.packs, useLocale() === 'zh' ? 'CNY' : 'USD')
  const [code, setCode] = useState((shop.packs[1] ?? shop.packs[0])?.code ?? '')
  const [typed, setTyped] = useState('')
  const [currency, setCurrency] = useState<Currency>(currencies[0] ?? 'USD')
  const [gateway, setGateway] = useState(shop.gateways[0] ?? 'sandbox')
  const { pay, busy, error, forget } = useTopUp()
  const pack = shop.packs.find((each) => each.code === code)
  if (pack === undefined) return null
  const custom = pack.credits === null ? readCustomAmount(typed, pack) : null
  const credits = pack.credits ?? (custom?.ok ? custom.credits : null)
  const amountMinor = credits === null ? null : priceOfPack(pack, credits, currency)
  const changing =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      forget()
      set(value)
    }
  return (
    <section
      aria-label={t('label')}
      className="grid gap-x-7 gap-y-8 border-y border-line py-6 lg:grid-cols-[1.5fr_1fr_1fr]"
    >
      <AmountStep
        packs={shop.packs}
        currency={currency}
        code={code}
        onCode={changing(setCode)}
        typed={typed}
        onTyped={changing(setTyped)}
        problem={custom?.ok === false ? custom.reason : null}
      />
      <div className="grid content-start gap-4">
        <RadioGroup
          label={t('method')}
          look="card"
          options={shop.gateways.map((value) => ({ value, label: t(`gateway.${value}`) }))}
          value={gateway}
          onChange={changing(setGateway)}
        />
        {currencies.length > 1 && (
          <RadioGroup
            label={t('currency')}
            options={currencies.map((value) => ({ value, label: value }))}
            value={currency}
            onChange={changing(setCurrency)}
          />
        )}
      </div>
      <PayStep
        bill={credits === null || amountMinor === null ? null : { credits, amountMinor, currency }}
        gateway={gateway}
        busy={busy}
        error={error}
        onPay={() =>
          pay({
            packCode: pack.code,
            currency,
            gateway,
            ...(custom?.ok ? { credits: custom.credits } : {}),
          })
        }
      />
    </section>
  )
}
