'use client'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import { Button } from '@aetherflow/ui/button'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { LoadMore } from '@aetherflow/ui/load-more'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { Link } from '../../../i18n/navigation.ts'
import { routes } from '../../../routes.ts'
import { ApiError } from '../../errors/api-error.tsx'
import { toneOfOrder } from '../../orders/order-steps.ts'
import { Moment } from '../../../components/moment.tsx'
import { useMoney } from '../use-money.ts'
import { type OrderPage, useOrders } from './use-orders.ts'

/** Every top-up that was begun, paid or not; each leads to its own page. */
export function OrderList({ initial }: { initial: OrderPage | undefined }) {
  const t = useTranslations('wallet.orders')
  const common = useTranslations('common')
  const columns = useColumns()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    useOrders(initial)
  if (data === undefined) {
    const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
    return error ? (
      <ApiError error={error} action={again} />
    ) : (
      <SkeletonRows label={common('loading')} />
    )
  }
  const orders = data.pages.flatMap((page) => page.orders)
  if (orders.length === 0) return <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
  return (
    <div>
      <DataTable
        caption={t('title')}
        columns={columns}
        rows={orders}
        rowKey={(order) => order.id}
      />
      {error && <ApiError error={error} />}
      <LoadMore
        more={hasNextPage}
        loading={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
        label={common('loadMore')}
        loadingLabel={common('loading')}
        endText={common('end')}
      />
    </div>
  )
}

function useColumns(): Column<OrderView>[] {
  const t = useTranslations('wallet')
  const status = useTranslations('orders.status')
  const money = useMoney()
  return [
    {
      key: 'when',
      header: t('statement.when'),
      cell: (order) => (
        <span className="num text-sm text-ink-2">
          <Moment at={order.createdAt} />
        </span>
      ),
    },
    {
      key: 'order',
      header: t('orders.order'),
      lead: true,
      cell: (order) => (
        <Link href={routes.order(order.id)} className="link">
          {t('orders.credits')} <CreditAmount value={order.credits} whole />
        </Link>
      ),
    },
    {
      key: 'gateway',
      header: t('orders.method'),
      cell: (order) => t(`topUp.gateway.${order.gateway}`),
    },
    {
      key: 'amount',
      header: t('orders.paid'),
      align: 'end',
      cell: (order) => <span className="num">{money(order, 'code')}</span>,
    },
    {
      key: 'state',
      header: t('statement.state'),
      cell: (order) => (
        <StatusDot tone={toneOfOrder(order.status)}>{status(order.status)}</StatusDot>
      ),
    },
  ]
}
