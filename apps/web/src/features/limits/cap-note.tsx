'use client'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Callout } from '@aetherflow/ui/callout'
import { useFormatter, useNow, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { capLeft } from './low-balance.ts'

type Props = { cap: bigint; spent: bigint; required: bigint; close?: ReactNode }

/**
 * The daily cap stops a run: what it needs, what today still allows, and when the day is over. With a way to
 * close it, it was refused; without, it is said before it is sent.
 */
export function CapNote({ cap, spent, required, close }: Props) {
  const t = useTranslations('limits.cap')
  const format = useFormatter()
  const now = useNow()
  const reset = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1))
  const amount = (value: bigint) => () => (
    <CreditAmount value={value} className="font-semibold text-ink" />
  )
  return (
    <Callout
      tone="warn"
      {...(close !== undefined && { role: 'alert' })}
      title={t.rich('title', { cap: () => <CreditAmount value={cap} /> })}
      action={
        <div className="flex flex-wrap gap-2">
          <Link href={`${routes.account}#limits`} className={buttonClass({ size: 'dense' })}>
            {t('change')}
          </Link>
          {close}
        </div>
      }
    >
      <p>
        {t.rich('left', { left: amount(capLeft(cap, spent)), required: amount(required) })}{' '}
        {close !== undefined && t('money')}
      </p>
      <p>
        {t('resets', {
          time: format.dateTime(reset, { hour: '2-digit', minute: '2-digit', hour12: false }),
        })}
      </p>
    </Callout>
  )
}
