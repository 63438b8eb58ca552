import type { ReactNode } from 'react'
import { Flowline } from './flowline.tsx'

/** Nothing here yet: what will be here, and the one step that brings it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="grid max-w-reading justify-items-start gap-3 py-8">
      <Flowline className="w-40 opacity-60" />
      <p className="display text-lg">{title}</p>
      {children && <div className="text-ink-2">{children}</div>}
      {action}
    </div>
  )
}
