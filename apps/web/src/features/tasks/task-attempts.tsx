'use client'
import type { Receipt } from '@aetherflow/api/tasks/receipt-schemas'
import { DataTable } from '@aetherflow/ui/data-table'
import { Section } from '@aetherflow/ui/section'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { useTaskErrorText } from '../errors/use-error-text.ts'
import { secondsOf } from './duration.ts'

const tones = {
  claimed: 'info',
  dispatched: 'info',
  succeeded: 'ok',
  failed: 'bad',
  unknown: 'warn',
  abandoned: 'quiet',
} as const

/** Who was asked, and what became of it. */
export function TaskAttempts({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('tasks.attempts')
  const runs = useTranslations('runs')
  const errorText = useTaskErrorText()
  const { attempts } = receipt
  const seconds = (ms: number | null) =>
    ms === null ? '—' : runs('seconds', { count: secondsOf(ms) })
  return (
    <Section id="attempts" title={t('title')}>
      {attempts.length === 0 ? (
        <p className="text-ink-2">{t('none')}</p>
      ) : (
        <DataTable
          caption={t('caption')}
          rowKey={({ id }) => id}
          rows={attempts}
          columns={[
            {
              key: 'provider',
              header: t('provider'),
              lead: true,
              cell: ({ provider }) => provider || t('unnamed'),
            },
            {
              key: 'outcome',
              header: t('outcome'),
              cell: ({ state, errorCode }) => (
                <span className="grid">
                  <StatusDot tone={tones[state]}>{t(`state.${state}`)}</StatusDot>
                  {errorCode !== null && (
                    <span className="text-xs text-ink-2">{errorText(errorCode).what}</span>
                  )}
                </span>
              ),
            },
            {
              key: 'took',
              header: t('took'),
              align: 'end',
              cell: ({ latencyMs }) => <span className="num">{seconds(latencyMs)}</span>,
            },
            {
              key: 'price',
              header: t('price'),
              align: 'end',
              cell: ({ price }) => <CreditAmount value={price} />,
            },
          ]}
        />
      )}
    </Section>
  )
}
