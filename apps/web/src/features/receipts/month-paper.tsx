'use client'
import type { ProviderMonth } from '@aetherflow/api/wallet/statement-schemas'
import { useTranslations } from 'next-intl'
import { routes } from '../../routes.ts'
import { MonthFigures } from '../earnings/month-figures.tsx'
import { Paper } from './paper.tsx'
import { useUtc } from './use-utc.ts'

type Props = {
  month: ProviderMonth
  models: Readonly<Record<string, string>>
  account: string
  isDemo: boolean
}

/** A provider's month as a sheet. */
export function MonthPaper({ month, models, account, isDemo }: Props) {
  const t = useTranslations('receipts')
  const { month: write } = useUtc()
  return (
    <Paper
      title={t('month.title', { month: write(month.month) })}
      about={
        <>
          {t('account')} {account}
        </>
      }
      back={{ href: routes.earnings, text: t('month.back') }}
      isDemo={isDemo}
      wide
    >
      <MonthFigures month={month} models={models} />
    </Paper>
  )
}
