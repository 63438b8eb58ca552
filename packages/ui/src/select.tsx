'use client'
import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { useFieldWiring } from './field-context.ts'
import { floatingClass } from './floating-class.ts'
import { inputClass } from './input-class.ts'

type Props<Value extends string> = {
  /** Name for screen readers when the select stands outside a Field. */
  label?: string
  options: readonly { value: Value; label: ReactNode; disabled?: boolean }[]
  value: Value
  onChange: (value: Value) => void
  name?: string
  disabled?: boolean
}

export function Select<Value extends string>({
  label,
  options,
  value,
  onChange,
  name,
  disabled,
}: Props<Value>) {
  const wiring = useFieldWiring({})
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      name={name}
      disabled={disabled}
    >
      <Base.Trigger
        {...wiring}
        aria-label={label}
        className={classNames(
          inputClass,
          'inline-flex h-control items-center justify-between gap-2 text-start',
        )}
      >
        <Base.Value />
        <Base.Icon>
          <ChevronDown aria-hidden className="size-4 text-ink-2" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup
            className={classNames(
              floatingClass,
              'max-h-(--available-height) min-w-(--anchor-width) overflow-auto p-1.5',
            )}
          >
            <Base.List>
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled}
                  className="flex min-h-dense cursor-default items-center justify-between gap-4 rounded-control px-2.5 outline-none select-none data-disabled:opacity-55 data-highlighted:bg-foam"
                >
                  <Base.ItemText>{option.label}</Base.ItemText>
                  <Base.ItemIndicator>
                    <Check aria-hidden className="size-4 text-flow" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
