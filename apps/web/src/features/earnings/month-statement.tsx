'use client'
import type { ProviderMonth } from '@aetherflow/api/wallet/statement-schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Section } from '@aetherflow/ui/section'
import { Select } from '@aetherflow/ui/select'
import { SkeletonRows } from '@aetherflow/ui/skeleton'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useLocale, useNow, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC, useTRPCClient } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { useUtc } from '../receipts/use-utc.ts'
import { MonthFigures } from './month-figures.tsx'
import { monthsUntil } from './total-of-earnings.ts'

type Props = { initial: ProviderMonth | undefined; models: Readonly<Record<string, string>> }

/** A provider's month to look at, to print and to take along. */
export function MonthStatement({ initial, models }: Props) {
  const t = useTranslations('earnings')
  const common = useTranslations('common')
  const { month: write } = useUtc()
  const now = useNow()
  const [month, setMonth] = useState(initial?.month ?? now.toISOString().slice(0, 7))
  const { data, error, refetch } = useQuery({
    ...useTRPC().wallet.providerMonth.queryOptions({ month }),
    ...(initial?.month === month && { initialData: initial }),
    placeholderData: keepPreviousData,
  })
  const months = monthsUntil(data?.firstMonth ?? null, now)
  const again = <Button onClick={() => void refetch()}>{common('retry')}</Button>
  const controls = (
    <>
      <div className="w-44">
        <Select
          label={t('month')}
          options={months.map((value) => ({ value, label: write(value) }))}
          value={month}
          onChange={setMonth}
        />
      </div>
      <Link href={routes.earningsMonth(month)} className={buttonClass()}>
        {t('print')}
      </Link>
      <ExportMonth month={month} />
    </>
  )
  return (
    <Section id="month" title={t('monthTitle')} aside={controls}>
      {error !== null && <ApiError error={error} action={again} />}
      {data === undefined ? (
        error === null && <SkeletonRows label={common('loading')} />
      ) : (
        <MonthFigures month={data} models={models} />
      )}
    </Section>
  )
}

function ExportMonth({ month }: { month: string }) {
  const t = useTranslations('earnings')
  const client = useTRPCClient()
  const locale = useLocale()
  const fetching = useMutation({
    mutationFn: () => client.wallet.exportProviderMonth.query({ month, locale }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  return (
    <>
      <Button
        loading={fetching.isPending}
        loadingText={t('exporting')}
        onClick={() => fetching.mutate()}
      >
        {t('export')}
      </Button>
      {fetching.error !== null && <ApiError error={fetching.error} />}
    </>
  )
}
