'use client'
import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { classNames } from './class-names.ts'
import { useFieldWiring } from './field-context.ts'
import { inputClass } from './input-class.ts'

type Props = Omit<ComponentProps<'input'>, 'type'> & { showLabel: string; hideLabel: string }

/** A password or key that can be looked at; paste and password managers are welcome. */
export function PasswordInput({ showLabel, hideLabel, className, ...rest }: Props) {
  const [shown, setShown] = useState(false)
  const wiring = useFieldWiring(rest)
  const Icon = shown ? EyeOff : Eye
  return (
    <span className="relative block">
      <input
        spellCheck={false}
        autoCapitalize="none"
        {...rest}
        {...wiring}
        type={shown ? 'text' : 'password'}
        className={classNames(inputClass, 'h-control pr-11', className)}
      />
      <button
        type="button"
        aria-label={shown ? hideLabel : showLabel}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-control text-ink-2 hover:text-ink"
      >
        <Icon aria-hidden className="size-4.5" />
      </button>
    </span>
  )
}
