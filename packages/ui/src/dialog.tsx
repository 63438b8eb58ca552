'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'

type Props = {
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  closeLabel: string
  /** As wide as a page of pictures or a table wants. */
  wide?: boolean
  /** Buttons, the safe one first. */
  actions?: ReactNode
  children?: ReactNode
}

/** A modal question or form; a sheet from below on a phone. Focus is trapped and returned. */
export function Dialog({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  closeLabel,
  wide = false,
  actions,
  children,
}: Props) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-240 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={classNames(
            'fixed inset-x-0 bottom-0 z-50 grid max-h-[92dvh] gap-4 overflow-auto rounded-t-dialog border border-line bg-surface p-5 pb-[max(1.25rem,env(safe-area-inset-bottom))] shadow-float outline-none transition-[opacity,translate] duration-240 ease-tide data-ending-style:translate-y-3 data-ending-style:opacity-0 data-starting-style:translate-y-3 data-starting-style:opacity-0 sm:inset-0 sm:m-auto sm:h-fit sm:rounded-dialog sm:p-6',
            wide ? 'sm:w-[min(52rem,calc(100vw-3rem))]' : 'sm:w-[min(30rem,calc(100vw-3rem))]',
          )}
        >
          <header className="flex items-start justify-between gap-4">
            <Base.Title className="display text-xl">{title}</Base.Title>
            <Base.Close
              aria-label={closeLabel}
              className="-mt-1 -mr-2 grid size-9 place-items-center rounded-control text-ink-2 hover:bg-sunken hover:text-ink"
            >
              <X aria-hidden />
            </Base.Close>
          </header>
          {description && <Base.Description className="text-ink-2">{description}</Base.Description>}
          {children}
          {actions && (
            <footer className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
              {actions}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
