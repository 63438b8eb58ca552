'use client'
import type { Effects } from '@aetherflow/api/disputes/schemas'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { type Effect, effectRows } from './effect-rows.ts'

/** Who has what before and after; only what changes. */
export function EffectsTable({ effects }: { effects: Effects }) {
  const t = useTranslations('desk.effects')
  const account = useTranslations('disputes.account')
  const rows = effectRows(effects)
  if (rows.length === 0) return <p className="text-ink-2">{t('nothing')}</p>
  const columns: Column<Effect>[] = [
    {
      key: 'who',
      header: t('who'),
      lead: true,
      cell: ({ side, name }) => (
        <span className="grid text-sm">
          <span className="text-xs font-normal text-ink-2">{t(side)}</span>
          {side === 'platform' ? t(name) : account(name)}
        </span>
      ),
    },
    {
      key: 'before',
      header: t('before'),
      align: 'end',
      cell: ({ before }) => (before === null ? '' : <CreditAmount value={before} />),
    },
    {
      key: 'after',
      header: t('after'),
      align: 'end',
      cell: ({ after }) => (after === null ? '' : <CreditAmount value={after} />),
    },
    {
      key: 'change',
      header: t('change'),
      align: 'end',
      cell: ({ change }) => <CreditAmount value={change} sign />,
    },
  ]
  return (
    <DataTable
      caption={t('title')}
      columns={columns}
      rows={rows}
      rowKey={({ side, name }) => `${side} ${name}`}
    />
  )
}
