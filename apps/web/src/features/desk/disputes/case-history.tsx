'use client'
import type { Case } from '@aetherflow/api/disputes/desk-schemas'
import { useTranslations } from 'next-intl'
import { Moment } from '../../../components/moment.tsx'

/** Who did what with this dispute, oldest first, as the audit log has it. */
export function CaseHistory({ of: { history } }: { of: Case }) {
  const t = useTranslations('desk.case')
  return (
    <ol className="grid gap-2">
      {history.map((event) => (
        <li
          key={`${event.at.toISOString()} ${event.action}`}
          className="grid gap-0.5 border-b border-line pb-2"
        >
          <span className="flex flex-wrap items-baseline gap-x-3">
            <span className="num text-xs text-ink-2">
              <Moment at={event.at} />
            </span>
            <code className="font-mono text-xs">{event.action}</code>
            <span className="text-sm text-ink-2">{event.actor?.email ?? t('system')}</span>
          </span>
          {event.note !== null && <span className="whitespace-pre-line">{event.note}</span>}
        </li>
      ))}
    </ol>
  )
}
