'use client'
import type { AttemptView, Receipt } from '@aetherflow/api/tasks/receipt-schemas'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { Section } from '@aetherflow/ui/section'
import { StatusDot } from '@aetherflow/ui/status-dot'
import { useFormatter, useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { useTaskErrorText } from '../errors/use-error-text.ts'
import { useReason } from '../images/use-words.ts'
import { secondsOf } from './duration.ts'

const tones = {
  claimed: 'info',
  dispatched: 'info',
  succeeded: 'ok',
  failed: 'bad',
  unknown: 'warn',
  abandoned: 'quiet',
} as const

/** Who was asked, and why. */
export function TaskAttempts({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('tasks.attempts')
  const runs = useTranslations('runs')
  const errorText = useTaskErrorText()
  const { attempts } = receipt
  const chosen = attempts.findLast(({ routing }) => routing !== null)
  const seconds = (ms: number | null) =>
    ms === null ? '—' : runs('seconds', { count: secondsOf(ms) })
  return (
    <>
      {chosen?.routing && <Why routing={chosen.routing} preference={receipt.run.preference} />}
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
    </>
  )
}

type Routing = NonNullable<AttemptView['routing']>
type WhyProps = { routing: Routing; preference: Receipt['run']['preference'] }

/** The comparison behind the choice: the candidates best first, and why the others were not asked. */
function Why({ routing: { candidates, chosen, excluded }, preference }: WhyProps) {
  const t = useTranslations('tasks.why')
  const studio = useTranslations('studio.preference')
  const reason = useReason()
  const columns = useCandidateColumns()
  return (
    <Section
      id="why"
      title={t('title')}
      description={t('text', { count: candidates.length, preference: studio(preference) })}
    >
      <DataTable
        caption={t('caption')}
        rowKey={({ number }) => String(number)}
        rows={candidates.map((candidate, index) => ({
          ...candidate,
          number: index + 1,
          chosen: index === chosen,
        }))}
        columns={columns}
      />
      {excluded.length > 0 && (
        <div className="text-xs text-ink-2">
          <p className="font-semibold">{t('excluded')}</p>
          <ul>
            {excluded.map(({ reason: code, count }) => (
              <li key={code}>{t('excludedLine', { count, reason: reason(code) })}</li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}

type Candidate = Routing['candidates'][number] & { number: number; chosen: boolean }

function useCandidateColumns(): Column<Candidate>[] {
  const t = useTranslations('tasks.why')
  const runs = useTranslations('runs')
  const format = useFormatter()
  return [
    {
      key: 'number',
      header: t('candidate'),
      lead: true,
      cell: ({ number, chosen }) => (
        <>
          {t('number', { number })}
          {chosen && <span className="text-flow"> · {t('chosen')}</span>}
        </>
      ),
    },
    {
      key: 'price',
      header: t('price'),
      align: 'end',
      cell: ({ price }) => <CreditAmount value={price} />,
    },
    {
      key: 'success',
      header: t('success'),
      align: 'end',
      cell: ({ success }) => (
        <span className="num">{format.number(success, { style: 'percent' })}</span>
      ),
    },
    {
      key: 'speed',
      header: t('speed'),
      align: 'end',
      cell: ({ latencyMs }) => (
        <span className="num">{runs('seconds', { count: secondsOf(latencyMs) })}</span>
      ),
    },
  ]
}
