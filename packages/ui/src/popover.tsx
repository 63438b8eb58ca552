'use client'
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { floatingClass } from './floating-class.ts'

/** A small aside that may hold controls; an explanation only is a Tooltip. */
export function Popover({
  trigger,
  title,
  children,
}: {
  trigger: ReactElement
  title?: ReactNode
  children: ReactNode
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className={classNames(floatingClass, 'grid max-w-80 gap-2 p-4')}>
            {title && <Base.Title className="text-ui font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
