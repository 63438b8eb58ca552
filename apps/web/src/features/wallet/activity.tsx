'use client'
import { Tabs } from '@aetherflow/ui/tabs'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Usage } from '@aetherflow/api/wallet/usage-schemas'
import { UsagePanel } from '../usage/usage-panel.tsx'
import { OrderList } from './orders/order-list.tsx'
import type { OrderPage } from './orders/use-orders.ts'
import type { ModelNames } from './statement/line-text.tsx'
import { Statement } from './statement/statement.tsx'
import type { StatementQuery } from './statement/statement-query.ts'
import type { StatementPage } from './statement/use-statement.ts'
import { writeQuery } from '../../hooks/write-query.ts'

export type WalletTab = 'statement' | 'orders' | 'usage'

type Props = {
  initialTab: WalletTab
  initialQuery: StatementQuery
  statement: StatementPage | undefined
  orders: OrderPage | undefined
  usage: Usage | undefined
  models: ModelNames
}

/** What happened in the wallet: its movements, and the orders that fed it. */
export function Activity({ initialTab, initialQuery, statement, orders, usage, models }: Props) {
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
          panel: <Statement initialQuery={initialQuery} initial={statement} models={models} />,
        },
        { value: 'orders', label: t('orders.title'), panel: <OrderList initial={orders} /> },
        {
          value: 'usage',
          label: t('usage'),
          panel: <UsagePanel side="spent" initial={usage} models={models} />,
        },
      ]}
    />
  )
}
