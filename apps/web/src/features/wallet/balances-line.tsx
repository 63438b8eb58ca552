'use client'
import type { Balances } from '@aetherflow/api/wallet/schemas'
import type { Usage } from '@aetherflow/api/wallet/usage-schemas'
import { Skeleton } from '@aetherflow/ui/skeleton'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { Burn } from './burn.tsx'
import { useBalances } from './use-balances.ts'

type Props = { initial: Balances | undefined; usage: Usage | undefined }

/** The three numbers of a wallet, the one that can be spent largest, and what is particular about them. */
export function BalancesLine({ initial, usage }: Props) {
  const t = useTranslations('wallet.balances')
  const { data, error } = useBalances(initial)
  if (data === undefined) return error ? <ApiError error={error} /> : <BalancesSkeleton />
  return (
    <section aria-label={t('label')} className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-5">
        <dl className="flex flex-wrap items-end gap-x-14 gap-y-4">
          <Figure name={t('available')} className="w-full text-[2.625rem] leading-12 sm:w-auto">
            <CreditAmount value={data.spendable} />
          </Figure>
          <Figure name={t('held')} className="text-xl">
            <CreditAmount value={data.held} held={data.held > 0n} />
          </Figure>
          <Figure name={t('pending')} className="text-xl">
            <CreditAmount value={data.pending} />
          </Figure>
        </dl>
        <Burn balances={initial} usage={usage} />
      </div>
      <Remarks balances={data} />
    </section>
  )
}

function Figure({
  name,
  className,
  children,
}: {
  name: string
  className: string
  children: ReactNode
}) {
  return (
    <div className={`grid gap-1.5 ${className}`}>
      <dt className="text-xs text-ink-2">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Remarks({ balances }: { balances: Balances }) {
  const t = useTranslations('wallet.balances')
  const format = useFormatter()
  const { nextExpiry, held, pending, bonus } = balances
  const amount = (value: bigint) => ({ amount: () => <CreditAmount value={value} /> })
  const remarks: [string, ReactNode][] = []
  if (held > 0n) remarks.push(['held', t('heldRemark')])
  if (pending > 0n) remarks.push(['pending', t('pendingRemark')])
  if (nextExpiry !== null) {
    const date = format.dateTime(nextExpiry.expiresAt, { dateStyle: 'medium' })
    remarks.push(['expiry', t.rich('expiryRemark', { ...amount(nextExpiry.amount), date })])
  } else if (bonus > 0n) remarks.push(['bonus', t.rich('bonusRemark', amount(bonus))])
  if (remarks.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1 text-sm text-ink-2">
      {remarks.map(([key, text]) => (
        <li key={key}>{text}</li>
      ))}
    </ul>
  )
}

export function BalancesSkeleton() {
  const t = useTranslations('wallet.balances')
  return (
    <div className="flex flex-wrap items-end gap-x-14 gap-y-4">
      <span className="sr-only">{t('label')}</span>
      <Skeleton className="h-18 w-72" />
      <Skeleton className="h-14 w-32" />
      <Skeleton className="h-14 w-32" />
    </div>
  )
}
