'use client'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { CopyButton } from '@aetherflow/ui/copy-button'
import { Facts } from '@aetherflow/ui/facts'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { ApiError } from '../errors/api-error.tsx'
import { Moment } from '../../components/moment.tsx'
import { useMoney } from '../wallet/use-money.ts'
import { OrderTimeline } from './order-timeline.tsx'
import { useOrder } from './use-order.ts'

/** One top-up from order to credits. The page may be closed at any time: the payment is followed without it. */
export function OrderLive({ initial }: { initial: OrderView }) {
  const t = useTranslations('orders')
  const { order, error, check } = useOrder(initial)
  return (
    <>
      <header className="grid gap-2" aria-live="polite">
        <h1 className="display text-2xl">{t(`title.${order.status}`)}</h1>
        <p className="max-w-reading text-base text-ink-2">
          {t.rich(`lead.${order.status}`, {
            amount: () => <CreditAmount value={order.credits} whole />,
          })}
        </p>
      </header>
      <OrderTimeline order={order} />
      <Actions order={order} check={check} />
      {check.error !== null && <ApiError error={check.error} />}
      {error !== null && <ApiError error={error} />}
      <OrderFacts order={order} />
    </>
  )
}

type Check = ReturnType<typeof useOrder>['check']

function Actions({ order, check }: { order: OrderView; check: Check }) {
  const t = useTranslations('orders')
  if (order.status !== 'pending')
    return (
      <div className="flex flex-wrap gap-2">
        {order.status === 'credited' && (
          <Link href={routes.studio} className={buttonClass({ variant: 'primary' })}>
            {t('create')}
          </Link>
        )}
        <Link href={routes.wallet} className={buttonClass()}>
          {t(order.status === 'credited' ? 'toWallet' : 'again')}
        </Link>
      </div>
    )
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap gap-2">
        {order.redirectUrl !== null && (
          <a href={order.redirectUrl} className={buttonClass({ variant: 'primary' })}>
            {t('pay')}
          </a>
        )}
        <Button
          loading={check.isPending}
          loadingText={t('checking')}
          onClick={() => check.mutate({ orderId: order.id })}
        >
          {t('check')}
        </Button>
      </div>
      <output className="block max-w-reading text-sm text-ink-2">
        {check.isSuccess && t('asked')} {t('safeToClose')}
      </output>
    </div>
  )
}

function OrderFacts({ order }: { order: OrderView }) {
  const t = useTranslations('orders')
  const common = useTranslations('common')
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
    {
      name: t('fact.number'),
      value: (
        <span className="flex items-center justify-end gap-1">
          <code className="font-mono text-sm break-all select-all">{order.id}</code>
          <CopyButton
            text={order.id}
            label={common('copy')}
            copiedLabel={common('copied')}
            iconOnly
          />
        </span>
      ),
    },
  ]
  return (
    <section aria-label={t('facts')} className="grid gap-3">
      <Facts items={items} />
      {order.status !== 'credited' && <p className="text-sm text-ink-2">{t('help')}</p>}
    </section>
  )
}
