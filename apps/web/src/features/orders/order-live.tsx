'use client'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { CopyButton } from '@aetherflow/ui/copy-button'
import { Facts } from '@aetherflow/ui/facts'
import { useNow, useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { ApiError } from '../errors/api-error.tsx'
import { Moment } from '../../components/moment.tsx'
import { useMoney } from '../wallet/use-money.ts'
import {
  canAskAgain,
  canBeBoughtAgain,
  hasReceipt,
  needsHelp,
  reasonOfMismatch,
  stateOfOrder,
} from './order-state.ts'
import { OrderTimeline } from './order-timeline.tsx'
import { useOrder } from './use-order.ts'

/** One top-up from order to credits. The page may be closed at any time: the payment is followed without it. */
export function OrderLive({ initial }: { initial: OrderView }) {
  const t = useTranslations('orders')
  const money = useMoney()
  const { order, isAsking, error, check, open } = useOrder(initial)
  const state = stateOfOrder(order, isAsking)
  const { currency } = order
  return (
    <>
      <header className="grid gap-2" aria-live="polite">
        <h1 className="display text-2xl">{t(`title.${state}`)}</h1>
        <p className="max-w-reading text-base text-ink-2">
          {t.rich(`lead.${state}`, {
            amount: () => <CreditAmount value={order.credits} whole />,
            taken: () => <CreditAmount value={order.refundedCredits} />,
            money: money({ amountMinor: order.refundedMinor, currency }, 'code'),
            reason: t(`mismatch.${reasonOfMismatch(order.mismatchReason)}`),
          })}
        </p>
        <p className="max-w-reading text-ink-2">{t(`next.${state}`)}</p>
      </header>
      <OrderTimeline order={order} />
      <Actions order={order} isAsking={isAsking} check={check} open={open} />
      {check.error !== null && <ApiError error={check.error} />}
      {open.error !== null && <ApiError error={open.error} />}
      {error !== null && <ApiError error={error} />}
      <OrderFacts order={order} />
    </>
  )
}

type Asking = Pick<ReturnType<typeof useOrder>, 'isAsking' | 'check' | 'open'>

function Actions({ order, isAsking, check, open }: Asking & { order: OrderView }) {
  const t = useTranslations('orders')
  const isOpen = order.status === 'pending'
  const now = useNow()
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {isOpen && order.redirectUrl !== null && (
          <a href={order.redirectUrl} className={buttonClass({ variant: 'primary' })}>
            {t('pay')}
          </a>
        )}
        {isOpen && order.redirectUrl === null && (
          <Button
            variant="primary"
            loading={open.isPending}
            loadingText={t('opening')}
            onClick={() => open.mutate({ orderId: order.id })}
          >
            {t('open')}
          </Button>
        )}
        {order.status === 'credited' && (
          <Link href={routes.studio} className={buttonClass({ variant: 'primary' })}>
            {t('create')}
          </Link>
        )}
        {canAskAgain(order, now.getTime()) && (
          <Button
            loading={check.isPending}
            loadingText={t('checking')}
            onClick={() => check.mutate({ orderId: order.id })}
          >
            {t('check')}
          </Button>
        )}
        {hasReceipt(order) && (
          <Link href={routes.orderReceipt(order.id)} className={buttonClass()}>
            {t('receipt.open')}
          </Link>
        )}
        {!isOpen && (
          <Link href={routes.wallet} className={buttonClass()}>
            {t(canBeBoughtAgain(order) ? 'again' : 'toWallet')}
          </Link>
        )}
      </div>
      {isOpen && (
        <output className="block max-w-reading text-sm text-ink-2">
          {isAsking && check.isSuccess && t('asked')} {t('safeToClose')}
        </output>
      )}
    </div>
  )
}

function Id({ text }: { text: string }) {
  const common = useTranslations('common')
  return (
    <span className="flex items-center justify-end gap-1">
      <code className="font-mono text-sm break-all select-all">{text}</code>
      <CopyButton text={text} label={common('copy')} copiedLabel={common('copied')} iconOnly />
    </span>
  )
}

function OrderFacts({ order }: { order: OrderView }) {
  const t = useTranslations('orders')
  const gateway = useTranslations('wallet.topUp.gateway')
  const money = useMoney()
  const items = [
    { name: t('fact.credits'), value: <CreditAmount value={order.credits} whole /> },
    { name: t('fact.amount'), value: <span className="num">{money(order, 'code')}</span> },
    { name: t('fact.method'), value: gateway(order.gateway) },
    ...(order.status === 'pending'
      ? [
          {
            name: t('fact.openUntil'),
            value: (
              <span className="num">
                <Moment at={order.expiresAt} />
              </span>
            ),
          },
        ]
      : []),
    ...(order.refundedMinor > 0
      ? [
          {
            name: t('fact.returned'),
            value: (
              <span className="num">
                {money({ amountMinor: order.refundedMinor, currency: order.currency }, 'code')}
              </span>
            ),
          },
        ]
      : []),
    ...(order.gatewayPaymentId !== null && order.paidAt !== null
      ? [{ name: t('fact.payment'), value: <Id text={order.gatewayPaymentId} /> }]
      : []),
    {
      name: t('fact.number'),
      value: <Id text={order.id} />,
    },
  ]
  return (
    <section aria-label={t('facts')} className="grid gap-3">
      <Facts items={items} />
      {needsHelp(order) && <p className="text-sm text-ink-2">{t('help')}</p>}
    </section>
  )
}
