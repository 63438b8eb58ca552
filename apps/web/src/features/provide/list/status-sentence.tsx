'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import type { Summary } from './summary-of-resources.ts'

/** How things stand, as the page's heading. */
export function StatusSentence({ summary }: { summary: Summary }) {
  const t = useTranslations('provide.sentence')
  const { live, total } = summary
  return (
    <span className="inline-flex items-baseline gap-3">
      <span
        aria-hidden
        className={`size-2.5 flex-none rounded-full ${live > 0 ? 'bg-ok' : 'bg-ink-2'}`}
      />
      <span>
        {live === 0 ? t('none') : live === total ? t('all', { total }) : t('some', { live, total })}
      </span>
    </span>
  )
}

/** What came of it, and what needs its owner. */
export function StatusLead({ summary }: { summary: Summary }) {
  const t = useTranslations('provide.sentence')
  const format = useFormatter()
  const { delivered, successPercent, earned, earnedToday, attention } = summary
  const share = format.number((successPercent ?? 100) / 100, {
    style: 'percent',
    maximumFractionDigits: 1,
  })
  const said =
    delivered === null
      ? t('unknown')
      : delivered === 0
        ? t('nothingYet')
        : t.rich('month', {
            delivered,
            share,
            earned: () => <CreditAmount value={earned} />,
            today: () => <CreditAmount value={earnedToday} />,
          })
  return (
    <>
      {said}
      {attention > 0 && <> {t('attention', { count: attention })}</>}
    </>
  )
}
