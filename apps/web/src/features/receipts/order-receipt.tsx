'use client'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import { Facts } from '@aetherflow/ui/facts'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { routes } from '../../routes.ts'
import { useMoney } from '../wallet/use-money.ts'
import { Paper } from './paper.tsx'
import { useUtc } from './use-utc.ts'

type Props = { order: OrderView; account: string; isDemo: boolean }

/** What was bought, for how much, how and when, and what went back. */
export function OrderReceipt({ order, account, isDemo }: Props) {
  const t = useTranslations('receipts')
  const gateway = useTranslations('wallet.topUp.gateway')
  const write = useMoney()
  const { moment } = useUtc()
  const { currency, amountMinor, refundedMinor, refundedCredits } = order
  const isTakenBack = order.status === 'charged_back'
  const money = (minor: number) => (
    <span className="num">{write({ amountMinor: minor, currency }, 'code')}</span>
  )
  const dates = [
    ['ordered', order.createdAt],
    ['paid', order.paidAt],
    ['credited', order.creditedAt],
  ] as const
  const bought = [
    { name: t('order.bought'), value: <CreditAmount value={order.credits} /> },
    { name: t('order.price'), value: money(amountMinor) },
    ...(refundedMinor > 0
      ? [
          { name: t('order.returned'), value: money(-refundedMinor) },
          { name: t('order.returnedCredits'), value: <CreditAmount value={-refundedCredits} /> },
        ]
      : []),
    {
      name: t('order.total'),
      value: <strong>{money(isTakenBack ? 0 : amountMinor - refundedMinor)}</strong>,
    },
  ]
  const how = [
    { name: t('order.method'), value: gateway(order.gateway) },
    ...(order.gatewayPaymentId === null
      ? []
      : [{ name: t('order.payment'), value: <Id>{order.gatewayPaymentId}</Id> }]),
    ...dates.flatMap(([name, at]) =>
      at === null ? [] : [{ name: t(`order.${name}`), value: moment(at) }],
    ),
    { name: t('account'), value: account },
  ]
  return (
    <Paper
      title={t('order.title')}
      about={
        <>
          {t('order.number')} <Id>{order.id}</Id>
        </>
      }
      back={{ href: routes.order(order.id), text: t('order.back') }}
      isDemo={isDemo}
    >
      <Facts items={bought} />
      {isTakenBack && <p>{t('order.chargedBack')}</p>}
      <Facts items={how} />
    </Paper>
  )
}

function Id({ children }: { children: string }) {
  return <code className="font-mono text-sm break-all select-all">{children}</code>
}
