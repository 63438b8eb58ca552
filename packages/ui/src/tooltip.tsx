'use client'
import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'

/** A word about a control, with its shortcut; never the only place where something is said. */
export function Tooltip({
  trigger,
  side = 'top',
  children,
}: {
  trigger: ReactElement
  side?: 'top' | 'right' | 'bottom'
  children: ReactNode
}) {
  return (
    <Base.Root>
      <Base.Trigger delay={400} render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="rounded-control bg-ink px-2 py-1 text-xs text-bg transition-opacity duration-160 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
