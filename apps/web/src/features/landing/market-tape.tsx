import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import type { MarketRow } from './market-rows.ts'

type Props = {
  /** Null when the market could not be read just now. */
  rows: readonly MarketRow[] | null
  isDemo: boolean
}

/** The market as it stands: what an image costs now, how long it takes, who is open. */
export function MarketTape({ rows, isDemo }: Props) {
  const t = useTranslations('landing.tape')
  const seconds = (ms: number) => Math.max(1, Math.round(ms / 1000))
  const columns: Column<MarketRow>[] = [
    { key: 'model', header: t('model'), lead: true, cell: (row) => row.model },
    {
      key: 'price',
      header: t('price'),
      align: 'end',
      cell: (row) => (row.price === null ? t('unknown') : <CreditAmount value={row.price} />),
    },
    {
      key: 'wait',
      header: t('wait'),
      align: 'end',
      cell: (row) => (
        <span className="num">
          {row.typicalMs === null
            ? t('unknown')
            : t('seconds', { seconds: seconds(row.typicalMs) })}
        </span>
      ),
    },
    {
      key: 'capacity',
      header: t('capacity'),
      align: 'end',
      cell: (row) => t('open', { count: row.open }),
    },
  ]
  return (
    <section id="prices" aria-label={t('title')} className="scroll-mt-6 border-t border-line">
      {rows === null && <EmptyState title={t('failedTitle')}>{t('failedText')}</EmptyState>}
      {rows?.length === 0 && <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>}
      {rows !== null && rows.length > 0 && (
        <>
          <DataTable
            caption={t('title')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.model}
          />
          <p className="pt-3 text-xs text-ink-2">{isDemo ? t('noteDemo') : t('note')}</p>
        </>
      )}
    </section>
  )
}
