'use client'
import type { ProviderMonth } from '@aetherflow/api/wallet/statement-schemas'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { Facts } from '@aetherflow/ui/facts'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { type Earning, totalOfEarnings } from './total-of-earnings.ts'

type Props = { month: ProviderMonth; models: Readonly<Record<string, string>> }

/** A month in two tables: what moved the pending earnings, and which images paid. */
export function MonthFigures({ month, models }: Props) {
  const t = useTranslations('earnings')
  const type = useTranslations('earnings.movement')
  const columns = useColumns(models)
  const total = totalOfEarnings(month.earnings)
  const moved = month.movements.filter(({ pending }) => pending !== 0n)
  const others = month.movements.filter(({ pending }) => pending === 0n)
  const known = (name: string) => (type.has(name as 'earn') ? type(name as 'earn') : name)
  return (
    <div className="grid gap-8">
      <section className="grid gap-2">
        <h3 className="font-semibold">{t('pending')}</h3>
        <Facts
          items={[
            { name: t('before'), value: <CreditAmount value={month.pendingBefore} /> },
            ...moved.map((movement) => ({
              name: `${known(movement.type)} (${movement.lines})`,
              value: <CreditAmount value={movement.pending} sign />,
            })),
            {
              name: t('after'),
              value: (
                <strong>
                  <CreditAmount value={month.pendingAfter} />
                </strong>
              ),
            },
          ]}
        />
        {others.length > 0 && (
          <>
            <h3 className="pt-4 font-semibold">{t('besides')}</h3>
            <Facts
              items={others.map((movement) => ({
                name: `${known(movement.type)} (${movement.lines})`,
                value: <CreditAmount value={movement.amount} sign />,
              }))}
            />
          </>
        )}
      </section>
      <section className="grid gap-2">
        <h3 className="font-semibold">{t('images')}</h3>
        {month.earnings.length === 0 ? (
          <p className="text-ink-2">{t('none')}</p>
        ) : (
          <DataTable
            caption={t('images')}
            columns={columns}
            rows={[...month.earnings, total]}
            rowKey={(earning) => `${earning.resourceId}/${earning.modelId}`}
          />
        )}
        <p className="text-xs text-ink-2">{t('imagesNote')}</p>
      </section>
    </div>
  )
}

function useColumns(models: Props['models']): Column<Earning>[] {
  const t = useTranslations('earnings.column')
  const isTotal = ({ resourceId }: Earning) => resourceId === ''
  const amounts = ['price', 'fee', 'share', 'reversed', 'feeReversed'] as const
  return [
    {
      key: 'what',
      header: t('what'),
      lead: true,
      cell: (earning) =>
        isTotal(earning) ? (
          <strong>{t('total')}</strong>
        ) : (
          <span className="grid">
            <span className="wrap-anywhere">{earning.resourceName}</span>
            <span className="text-xs font-normal text-ink-2">
              {models[earning.modelId] ?? earning.modelId}
            </span>
          </span>
        ),
    },
    {
      key: 'images',
      header: t('images'),
      align: 'end',
      cell: ({ images }) => <span className="num">{images}</span>,
    },
    ...amounts.map((name): Column<Earning> => ({
      key: name,
      header: t(name),
      align: 'end',
      cell: (earning) => (
        <CreditAmount
          value={earning[name]}
          {...(isTotal(earning) && { className: 'font-semibold' })}
        />
      ),
    })),
  ]
}
