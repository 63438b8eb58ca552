import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { type Tone, toneRule, toneText } from './tone.ts'

const icons = {
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
  info: Info,
  quiet: Info,
} as const

type Props = {
  tone?: Tone
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  className?: string
  role?: 'status' | 'alert' | 'note'
}

/** A remark that stays in place, with a rule at its left and an icon; money matters are never a toast. */
export function Callout({ tone = 'info', title, children, action, className, role }: Props) {
  const Icon = icons[tone]
  return (
    <div
      role={role}
      className={classNames(
        'flex flex-wrap items-start gap-x-4 gap-y-3 rounded-image border border-l-2 border-line bg-surface px-4 py-3',
        toneRule[tone],
        className,
      )}
    >
      <Icon aria-hidden className={classNames('mt-px', toneText[tone])} />
      <div className="grid min-w-0 flex-[1_1_12rem] grid-cols-[minmax(0,1fr)] gap-0.5">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-ink-2">{children}</div>}
      </div>
      {action && <div className="flex flex-wrap gap-2 self-center">{action}</div>}
    </div>
  )
}
