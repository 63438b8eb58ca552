'use client'
import type { Usage } from '@aetherflow/api/wallet/usage-schemas'
import { BarChart } from '@aetherflow/ui/bar-chart'
import { Disclosure } from '@aetherflow/ui/disclosure'
import { DataTable } from '@aetherflow/ui/data-table'
import { formatCredits } from '@aetherflow/ui/format-credits'
import { useFormatter, useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { barsOfUsage, totalOfUsage, type UsageBar } from './usage-series.ts'

type Props = {
  side: 'spent' | 'earned'
  usage: Usage
  days: { from: string; to: string }
  nameOf: (group: Usage['groups'][number]) => string
}

/** Bars by day and kind, with the same figures as a table. */
export function UsageChart({ side, usage, days, nameOf }: Props) {
  const t = useTranslations('usage')
  const { day, figure } = useWords()
  const bars = barsOfUsage(usage, days)
  const { amount, tasks } = totalOfUsage(usage)
  const summary = t(`summary.${side}`, {
    amount: formatCredits(amount),
    tasks,
    from: day(days.from, 'long'),
    to: day(days.to, 'long'),
  })
  return (
    <div className="grid gap-4">
      <BarChart
        summary={summary}
        format={figure}
        series={usage.groups.map((group) => ({
          key: group.id ?? 'others',
          name: nameOf(group),
          total: formatCredits(group.amount),
        }))}
        bars={bars.map((bar) => ({
          key: bar.key,
          label: day(bar.key, 'short'),
          title: titleOf(bar, day(bar.key, 'long'), usage.groups.map(nameOf)),
          values: bar.values.map((value) => Number(value) / 100),
        }))}
      />
      <Disclosure summary={t('table')}>
        <UsageTable usage={usage} bars={bars} nameOf={nameOf} />
      </Disclosure>
    </div>
  )
}

function titleOf(bar: UsageBar, day: string, names: string[]): string {
  const parts = bar.values.flatMap((value, at) =>
    value === 0n ? [] : [`${names[at] ?? ''} ${formatCredits(value)}`],
  )
  return [day, ...parts].join(' · ')
}

function UsageTable({ usage, bars, nameOf }: Omit<Props, 'side' | 'days'> & { bars: UsageBar[] }) {
  const t = useTranslations('usage')
  const { day } = useWords()
  const used = bars.filter(({ tasks, total }) => tasks > 0 || total !== 0n).toReversed()
  return (
    <DataTable
      caption={t('table')}
      rows={used}
      rowKey={(bar) => bar.key}
      columns={[
        {
          key: 'day',
          header: t('day'),
          lead: true,
          cell: (bar) => <span className="num">{day(bar.key, 'long')}</span>,
        },
        {
          key: 'images',
          header: t('images'),
          align: 'end',
          cell: (bar) => <span className="num">{bar.tasks}</span>,
        },
        ...usage.groups.map((group, at) => ({
          key: group.id ?? 'others',
          header: nameOf(group),
          align: 'end' as const,
          cell: (bar: UsageBar) => <CreditAmount value={bar.values[at] ?? 0n} />,
        })),
        {
          key: 'total',
          header: t('total'),
          align: 'end',
          cell: (bar) => <CreditAmount value={bar.total} />,
        },
      ]}
    />
  )
}

/** UTC days and months in the reader's language, and round figures for an axis. */
function useWords() {
  const format = useFormatter()
  return {
    day: (key: string, length: 'short' | 'long') =>
      key.length === 7
        ? format.dateTime(new Date(`${key}-01T00:00:00Z`), {
            timeZone: 'UTC',
            month: 'short',
            ...(length === 'long' && { year: 'numeric' }),
          })
        : format.dateTime(new Date(`${key}T00:00:00Z`), {
            timeZone: 'UTC',
            month: 'short',
            day: 'numeric',
            ...(length === 'long' && { year: 'numeric' }),
          }),
    figure: (value: number) => format.number(value, { maximumFractionDigits: 2 }),
  }
}
