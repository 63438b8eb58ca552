'use client'
import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { floatingClass } from './floating-class.ts'

const itemClass =
  'flex min-h-dense cursor-default items-center gap-2.5 rounded-control px-2.5 text-ui outline-none select-none data-highlighted:bg-foam data-disabled:opacity-55'

/** A menu of actions, links or settings behind one button. */
export function Menu({
  trigger,
  children,
  side = 'bottom',
  align = 'end',
}: {
  trigger: ReactElement
  children: ReactNode
  side?: 'top' | 'bottom' | 'right'
  align?: 'start' | 'end'
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="z-50">
          <Base.Popup className={classNames(floatingClass, 'min-w-52 p-1.5')}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export function MenuItem({
  onSelect,
  tone,
  children,
}: {
  onSelect: () => void
  tone?: 'bad'
  children: ReactNode
}) {
  return (
    <Base.Item onClick={onSelect} className={classNames(itemClass, tone === 'bad' && 'text-bad')}>
      {children}
    </Base.Item>
  )
}

/** A link in a menu: pass the app's own link element. */
export function MenuLink({ render, children }: { render: ReactElement; children: ReactNode }) {
  return (
    <Base.LinkItem closeOnClick render={render} className={itemClass}>
      {children}
    </Base.LinkItem>
  )
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <div className="px-2.5 pt-2 pb-1 text-xs text-ink-2">{children}</div>
}

export function MenuSeparator() {
  return <Base.Separator className="mx-2.5 my-1.5 h-px bg-line" />
}

type ChoiceProps<Value extends string> = {
  label: string
  value: Value
  onChange: (value: Value) => void
  options: readonly { value: Value; label: ReactNode; lang?: ComponentProps<'span'>['lang'] }[]
}

/** One setting inside a menu, such as the theme. */
export function MenuChoice<Value extends string>({
  label,
  value,
  onChange,
  options,
}: ChoiceProps<Value>) {
  return (
    <Base.RadioGroup value={value} onValueChange={onChange}>
      <Base.Group>
        <Base.GroupLabel className="px-2.5 pt-2 pb-1 text-xs text-ink-2">{label}</Base.GroupLabel>
        {options.map((option) => (
          <Base.RadioItem
            key={option.value}
            value={option.value}
            closeOnClick
            className={itemClass}
          >
            <span lang={option.lang} className="flex-1">
              {option.label}
            </span>
            <Base.RadioItemIndicator>
              <Check aria-hidden className="size-4 text-flow" />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.Group>
    </Base.RadioGroup>
  )
}
