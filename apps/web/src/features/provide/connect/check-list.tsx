'use client'
import { Check, Ellipsis, Minus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type CheckRow, checkRows, isRetrying } from './checks-of-verification.ts'
import type { Verification } from './checks-of-verification.ts'

const icons = {
  passed: Check,
  failed: X,
  skipped: Minus,
  asking: Ellipsis,
  waiting: Minus,
} as const
const looks: Record<CheckRow['mark'], string> = {
  passed: 'text-ok',
  failed: 'text-bad',
  skipped: 'text-ink-2',
  asking: 'text-flow',
  waiting: 'text-line-strong',
}

/** One line a check, in the order in which they are made. */
export function CheckList({ verification }: { verification: Verification }) {
  const t = useTranslations('provide.verify')
  return (
    <ol aria-live="polite" className="grid border-t border-line">
      {checkRows(verification).map(({ check, mark, note }) => {
        const Icon = icons[mark]
        return (
          <li key={check} className="flex min-h-11 items-center gap-3 border-b border-line py-2">
            <Icon aria-hidden className={`size-4.5 ${looks[mark]}`} />
            <span className={mark === 'waiting' ? 'text-ink-2' : undefined}>
              {t(`check.${check}`)}
            </span>
            <span className="ms-auto text-sm text-ink-2">
              {mark === 'asking' && isRetrying(verification)
                ? t('mark.retrying')
                : note === null
                  ? t(`mark.${mark}`)
                  : t(`note.${note}`)}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
