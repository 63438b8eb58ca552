'use client'
import { Tabs } from '@aetherflow/ui/tabs'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { OrderList, type OrderPage } from './orders/order-list.tsx'
import type { ModelNames } from './statement/line-text.tsx'
import { Statement } from './statement/statement.tsx'
import type { Filter } from './statement/statement-filters.ts'
import type { StatementPage } from './statement/use-statement.ts'
import { writeQuery } from '../../hooks/write-query.ts'

export type WalletTab = 'statement' | 'orders'

type Props = {
  initialTab: WalletTab
  initialFilter: Filter
  statement: StatementPage | undefined
  orders: OrderPage | undefined
  models: ModelNames
}

/** What happened in the wallet: its movements, and the orders that fed it. */
export function Activity({ initialTab, initialFilter, statement, orders, models }: Props) {
  const t = useTranslations('wallet')
  const [tab, setTab] = useState(initialTab)
  const choose = (next: WalletTab) => {
    setTab(next)
    writeQuery('tab', next === 'statement' ? null : next)
  }
  return (
    <Tabs<WalletTab>
      label={t('activity')}
      value={tab}
      onChange={choose}
      tabs={[
        {
          value: 'statement',
          label: t('statement.title'),
          panel: <Statement initialFilter={initialFilter} initial={statement} models={models} />,
        },
        { value: 'orders', label: t('orders.title'), panel: <OrderList initial={orders} /> },
      ]}
    />
  )
}
