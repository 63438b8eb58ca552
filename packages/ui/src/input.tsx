'use client'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { useFieldWiring } from './field-context.ts'
import { inputClass } from './input-class.ts'

type Props = ComponentProps<'input'> & {
  /** A unit or sign inside the control, such as "≋" before or "/ day" after. */
  before?: ReactNode
  after?: ReactNode
}

export function Input({ before, after, className, ...rest }: Props) {
  const wiring = useFieldWiring(rest)
  const control = (
    <input
      {...rest}
      {...wiring}
      className={classNames(
        inputClass,
        'h-control',
        before ? 'pl-8' : '',
        after ? 'pr-16' : '',
        className,
      )}
    />
  )
  if (!before && !after) return control
  return (
    <span className="relative block">
      {before && (
        <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-ink-2">
          {before}
        </span>
      )}
      {control}
      {after && (
        <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-xs text-ink-2">
          {after}
        </span>
      )}
    </span>
  )
}
