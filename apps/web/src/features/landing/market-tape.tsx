import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { EmptyState } from '@aetherflow/ui/empty-state'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'

export type MarketRow = {
  model: string
  /** Hundredths of a credit for one image; null while nobody offers it. */
  price: bigint | null
  medianWaitMs: number | null
  /** 0..1 of the last 24 hours. */
  deliveredShare: number | null
  providers: number
}

/** The market as it stands: what each model costs now, how long it takes, how often it arrives. */
export function MarketTape({ rows }: { rows: readonly MarketRow[] }) {
  const t = useTranslations('landing.tape')
  const number = (text: string) => <span className="num">{text}</span>
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
      cell: (row) =>
        number(
          row.medianWaitMs === null
            ? t('unknown')
            : t('seconds', { seconds: Math.max(1, Math.round(row.medianWaitMs / 1000)) }),
        ),
    },
    {
      key: 'delivered',
      header: t('delivered'),
      align: 'end',
      cell: (row) =>
        number(
          row.deliveredShare === null
            ? t('unknown')
            : t('percent', { share: Math.round(row.deliveredShare * 1000) / 10 }),
        ),
    },
    {
      key: 'capacity',
      header: t('capacity'),
      align: 'end',
      cell: (row) => t('providers', { count: row.providers }),
    },
  ]
  return (
    <section id="prices" aria-label={t('title')} className="scroll-mt-6 border-t border-line">
      {rows.length > 0 ? (
        <DataTable caption={t('title')} columns={columns} rows={rows} rowKey={(row) => row.model} />
      ) : (
        <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
      )}
    </section>
  )
}
