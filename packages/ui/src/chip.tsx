import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** A short fact beside something else; it does nothing when pressed. */
export function Chip({
  children,
  tone = 'plain',
}: {
  children: ReactNode
  tone?: 'plain' | 'foam'
}) {
  return (
    <span
      className={classNames(
        'inline-flex h-7 items-center gap-1.5 rounded-control border px-2.5 text-sm',
        tone === 'foam' ? 'border-transparent bg-foam text-ink' : 'border-line text-ink-2',
      )}
    >
      {children}
    </span>
  )
}
