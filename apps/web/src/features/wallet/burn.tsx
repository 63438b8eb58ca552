'use client'
import type { Balances } from '@aetherflow/api/wallet/schemas'
import type { Usage } from '@aetherflow/api/wallet/usage-schemas'
import { BarChart } from '@aetherflow/ui/bar-chart'
import { formatCredits } from '@aetherflow/ui/format-credits'
import { useNow, useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { barsOfUsage, daysLeft, daysOfRange, totalOfUsage } from '../usage/usage-series.ts'
import { useBalances } from './use-balances.ts'

type Props = { balances: Balances | undefined; usage: Usage | undefined }

/** The last thirty days at a glance, and how long the credits last at that pace. */
export function Burn({ balances, usage }: Props) {
  const t = useTranslations('usage.burn')
  const now = useNow()
  const spendable = useBalances(balances).data?.spendable ?? 0n
  if (usage === undefined || usage.days.length === 0) return null
  const { amount } = totalOfUsage(usage)
  const left = daysLeft(spendable, amount, 30)
  return (
    <section aria-label={t('label')} className="grid w-full gap-2 sm:w-80">
      <p className="text-xs text-ink-2 sm:text-end">
        {t.rich('spent', { amount: () => <CreditAmount value={amount} /> })}
        {left !== null && <> · {t('left', { days: left })}</>}
      </p>
      <BarChart
        bare
        summary={`${t('label')}: ${formatCredits(amount)}`}
        series={[]}
        format={String}
        bars={barsOfUsage(usage, daysOfRange('30', now)).map(({ key, total }) => ({
          key,
          label: key,
          title: `${key} · ${formatCredits(total)}`,
          values: [Number(total) / 100],
        }))}
      />
    </section>
  )
}
