'use client'
import type { Why } from '@aetherflow/api/tasks/why-schemas'
import { type Column, DataTable } from '@aetherflow/ui/data-table'
import { useFormatter, useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { useReason } from '../images/use-words.ts'
import { secondsOf } from '../tasks/duration.ts'

type Choice = Why['choices'][number]

/** One comparison; whose resources they are, it does not know. */
export function ChoiceView({ choice, many }: { choice: Choice; many: boolean }) {
  const t = useTranslations('tasks.why')
  const reason = useReason()
  const columns = useColumns()
  const { compared, able, reasons, decidedBy, number } = choice
  const unseen = able === null ? 0 : able - compared.length
  return (
    <div className="grid gap-2">
      {many && <h3 className="font-semibold">{t('attempt', { number })}</h3>}
      {decidedBy !== null && <p>{t(`decidedBy.${decidedBy}`)}</p>}
      <DataTable
        caption={t('caption')}
        rowKey={({ label }) => label}
        rows={compared.map((one, index) => ({ ...one, label: labelOf(index) }))}
        columns={columns}
      />
      {unseen > 0 && <p className="text-xs text-ink-2">{t('unseen', { count: unseen })}</p>}
      {reasons.length > 0 && (
        <div className="text-xs text-ink-2">
          <p className="font-semibold">{t('excluded')}</p>
          <ul>
            {reasons.map(({ reason: code, count }) => (
              <li key={code}>{t('excludedLine', { count, reason: reason(code) })}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

/** A, B, C …: a name for a provider that is none. */
const labelOf = (index: number) => String.fromCodePoint(65 + index)

type Row = Choice['compared'][number] & { label: string }

function useColumns(): Column<Row>[] {
  const t = useTranslations('tasks.why')
  const runs = useTranslations('runs')
  const reason = useReason()
  const format = useFormatter()
  const seconds = (ms: number) => runs('seconds', { count: secondsOf(ms) })
  return [
    {
      key: 'label',
      header: t('candidate'),
      lead: true,
      cell: ({ label, chosen, skipped }) => (
        <span className="grid">
          <span>
            {t('label', { label })}
            {chosen && <span className="text-flow"> · {t('chosen')}</span>}
          </span>
          {skipped !== null && <span className="text-xs text-ink-2">{reason(skipped)}</span>}
        </span>
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
      key: 'time',
      header: t('time'),
      align: 'end',
      cell: ({ typicalMs, slowMs }) => (
        <span
          className="num"
          title={slowMs === null ? undefined : t('slow', { time: seconds(slowMs) })}
        >
          {seconds(typicalMs)}
        </span>
      ),
    },
    {
      key: 'score',
      header: t('score'),
      align: 'end',
      cell: ({ score }) => (
        <span className="num">{format.number(score * 100, { maximumFractionDigits: 1 })}</span>
      ),
    },
  ]
}
