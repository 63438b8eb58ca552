'use client'
import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup as Base } from '@base-ui/react/toggle-group'
import type { ReactNode } from 'react'
import { choiceClass } from './choice-class.ts'
import { classNames } from './class-names.ts'

type Props<Value extends string> = {
  label: string
  options: readonly { value: Value; label: ReactNode; disabled?: boolean }[]
  value: readonly Value[]
  onChange: (value: Value[]) => void
  multiple?: boolean
}

/** Filter chips that can be pressed, one or several at a time. */
export function ToggleGroup<Value extends string>({
  label,
  options,
  value,
  onChange,
  multiple = false,
}: Props<Value>) {
  return (
    <Base
      aria-label={label}
      value={value}
      onValueChange={onChange}
      multiple={multiple}
      className="flex flex-wrap gap-1.5"
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className={classNames(choiceClass, 'h-dense px-2.5 text-sm')}
        >
          {option.label}
        </Toggle>
      ))}
    </Base>
  )
}
