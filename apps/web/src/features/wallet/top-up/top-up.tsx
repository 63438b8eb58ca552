'use client'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { useQuery } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useTRPC } from '../../../trpc/client.tsx'
import { ApiError } from '../../errors/api-error.tsx'
import { AmountStep } from './amount-step.tsx'
import { deviceOfReader } from './device-of.ts'
import { currencyFor, currenciesFor, methodsFor, type Shop } from './method-choice.ts'
import { MethodStep } from './method-step.tsx'
import { PayStep } from './pay-step.tsx'
import { type Currency, currenciesOf, priceOfPack, readCustomAmount } from './price-of-pack.ts'
import { TopUpSkeleton } from './top-up-skeleton.tsx'
import { useTopUp } from './use-top-up.ts'

type Props = { initial: Shop | undefined; isDemo: boolean; isFrozen: boolean }

/** Top-up in three steps on one page: how much, how, pay. The defaults make it one press. */
export function TopUp({ initial, isDemo, isFrozen }: Props) {
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
  // The page says already that the account is frozen.
  if (isFrozen) return null
  return data.packs.length === 0 || data.gateways.length === 0 ? (
    <Callout tone="warn" title={t('closedTitle')}>
      {t('closedText')}
    </Callout>
  ) : (
    <Steps shop={data} isDemo={isDemo} />
  )
}

function Steps({ shop, isDemo }: { shop: Shop; isDemo: boolean }) {
  const t = useTranslations('wallet.topUp')
  const likely: Currency = useLocale() === 'zh' ? 'CNY' : 'USD'
  const sold = currenciesOf(shop.packs, likely)
  const methods = methodsFor(shop.methods, sold, likely)
  const [code, setCode] = useState((shop.packs[1] ?? shop.packs[0])?.code ?? '')
  const [typed, setTyped] = useState('')
  const [wanted, setWanted] = useState<Currency>(sold[0] ?? 'USD')
  const [gateway, setGateway] = useState(methods[0]?.gateway ?? 'sandbox')
  const { pay, busy, error, forget } = useTopUp()
  const method = methods.find((each) => each.gateway === gateway)
  const currency = currencyFor(method, sold, wanted) ?? wanted
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
      <MethodStep
        methods={methods}
        gateway={gateway}
        onGateway={changing(setGateway)}
        currencies={currenciesFor(method, sold)}
        currency={currency}
        onCurrency={changing(setWanted)}
        isDemo={isDemo}
      />
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
            device: deviceOfReader(),
            ...(custom?.ok ? { credits: custom.credits } : {}),
          })
        }
      />
    </section>
  )
}
