'use client'
import { Tabs } from '@aetherflow/ui/tabs'
import { useTranslations } from 'next-intl'
import { useSearchParams } from 'next/navigation'
import { pushQuery } from '../../../hooks/write-query.ts'
import { ChargebackList } from './chargeback-list.tsx'
import { IncidentList } from './incident-list.tsx'
import { OrderSearch } from './order-search.tsx'
import { RefundList } from './refund-list.tsx'
import { StatementList } from './statement-list.tsx'

const names = ['orders', 'incidents', 'refunds', 'chargebacks', 'statements'] as const
type Tab = (typeof names)[number]

/** Orders and everything about them that may need a hand; the tab stands in the address, and Back leads to the one before. */
export function OrdersDesk() {
  const t = useTranslations('desk.orders.tabs')
  const asked = useSearchParams().get('tab')
  const tab: Tab = names.find((name) => name === asked) ?? 'orders'
  const panels = {
    orders: <OrderSearch />,
    incidents: <IncidentList />,
    refunds: <RefundList states={[]} />,
    chargebacks: <ChargebackList />,
    statements: <StatementList />,
  }
  return (
    <Tabs<Tab>
      label={t('label')}
      value={tab}
      onChange={(next) => {
        pushQuery('tab', next === 'orders' ? null : next)
      }}
      tabs={names.map((value) => ({ value, label: t(value), panel: panels[value] }))}
    />
  )
}
