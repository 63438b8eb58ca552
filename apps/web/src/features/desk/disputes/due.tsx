'use client'
import type { QueuedDispute } from '@aetherflow/api/disputes/desk-schemas'
import { useTranslations } from 'next-intl'
import { Moment } from '../../../components/moment.tsx'

/** When an answer was promised; in red, and in words, once that has passed. */
export function Due({ of: { dueAt, overdue } }: { of: Pick<QueuedDispute, 'dueAt' | 'overdue'> }) {
  const t = useTranslations('desk.queue')
  return (
    <span className={`num text-sm whitespace-nowrap ${overdue ? 'text-bad' : 'text-ink-2'}`}>
      <Moment at={dueAt} />
      {overdue && <span className="sr-only"> {t('overdue')}</span>}
    </span>
  )
}
