'use client'
import { Radio } from '@base-ui/react/radio'
import { RadioGroup as Base } from '@base-ui/react/radio-group'
import { type ReactNode, useId } from 'react'
import { choiceClass } from './choice-class.ts'
import { classNames } from './class-names.ts'

type Look = 'chip' | 'square' | 'card'

type Props<Value extends string> = {
  label: ReactNode
  /** Says the label only to screen readers. */
  hideLabel?: boolean
  hint?: ReactNode
  name?: string
  look?: Look
  options: readonly { value: Value; label: ReactNode; name?: string; disabled?: boolean }[]
  value: Value
  onChange: (value: Value) => void
  className?: string
}

const looks: Record<Look, string> = {
  chip: 'inline-flex h-dense min-w-dense items-center justify-center gap-1.5 px-2.5 text-sm',
  square: 'grid size-touch place-items-center',
  card: 'block w-full px-3 py-2.5 text-start text-ink',
}

/** One choice of several, drawn as chips, 44 px squares or full rows. Arrow keys move the choice. */
export function RadioGroup<Value extends string>({
  label,
  hideLabel,
  hint,
  name,
  look = 'chip',
  options,
  value,
  onChange,
  className,
}: Props<Value>) {
  const id = useId()
  return (
    <div className="grid gap-1.5">
      <span id={id} className={hideLabel ? 'sr-only' : 'text-sm font-semibold'}>
        {label}
      </span>
      <Base<Value>
        aria-labelledby={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        name={name}
        value={value}
        onValueChange={(next) => onChange(next)}
        className={className ?? (look === 'card' ? 'grid gap-1.5' : 'flex flex-wrap gap-1.5')}
      >
        {options.map((option) => (
          <Radio.Root
            key={option.value}
            value={option.value}
            disabled={option.disabled}
            aria-label={option.name}
            className={classNames(choiceClass, looks[look])}
          >
            {option.label}
          </Radio.Root>
        ))}
      </Base>
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-2">
          {hint}
        </p>
      )}
    </div>
  )
}
