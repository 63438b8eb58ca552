'use client'
import type { LimitsView } from '@aetherflow/api/wallet/limits-schemas'
import type { Balances } from '@aetherflow/api/wallet/schemas'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Callout } from '@aetherflow/ui/callout'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { LowBalanceNote } from '../limits/low-balance-note.tsx'
import { type OrderPage, useOrders } from './orders/use-orders.ts'
import { useBalances } from './use-balances.ts'

type Props = {
  isFrozen: boolean
  balances: Balances | undefined
  limits: LimitsView | undefined
  orders: OrderPage | undefined
}

/** What needs the owner: a frozen account, a debt, an order left half-way, credits that run low. */
export function WalletNotices({ isFrozen, balances, limits, orders }: Props) {
  const t = useTranslations('wallet.notices')
  const debt = -(useBalances(balances).data?.debt ?? 0n)
  return (
    <div className="grid gap-3 empty:hidden">
      {isFrozen && (
        <Callout tone="bad" title={t('frozenTitle')}>
          {t('frozenText')}
        </Callout>
      )}
      {debt > 0n && (
        <Callout
          tone="warn"
          title={t.rich('debtTitle', { amount: () => <CreditAmount value={debt} /> })}
        >
          <p>{t('debtWhy')}</p>
          <p>{t(isFrozen ? 'debtFrozen' : 'debtWhat')}</p>
        </Callout>
      )}
      <OpenOrder initial={orders} />
      {!isFrozen && debt === 0n && <LowBalanceNote initial={limits} />}
    </div>
  )
}

/** The way back to a payment whose window was closed. */
function OpenOrder({ initial }: { initial: OrderPage | undefined }) {
  const t = useTranslations('wallet.notices')
  const orders = useOrders(initial).data?.pages.flatMap((page) => page.orders) ?? []
  const open = orders.find(({ status }) => status === 'pending' || status === 'mismatch')
  if (open === undefined) return null
  return (
    <Callout
      tone="info"
      title={t.rich(open.status === 'pending' ? 'openOrder' : 'parkedOrder', {
        amount: () => <CreditAmount value={open.credits} whole />,
      })}
      action={
        <Link href={routes.order(open.id)} className={buttonClass({ size: 'dense' })}>
          {t('toOrder')}
        </Link>
      }
    >
      {t(open.status === 'pending' ? 'openOrderText' : 'parkedOrderText')}
    </Callout>
  )
}
