'use client'
import { Switch as Base } from '@base-ui/react/switch'
import { type ReactNode, useId } from 'react'

type Props = {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  name?: string
}

export function Switch({ label, hint, checked, onChange, disabled, name }: Props) {
  const id = useId()
  return (
    <label className="flex min-h-dense items-start gap-3">
      <Base.Root
        aria-labelledby={id}
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        disabled={disabled}
        name={name}
        className="relative mt-0.5 h-5 w-9 flex-none rounded-full border border-line-strong bg-sunken transition-colors duration-160 before:absolute before:-inset-3 data-checked:border-flow data-checked:bg-flow data-disabled:opacity-55"
      >
        <Base.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-ink-2 transition-transform duration-160 ease-tide data-checked:translate-x-4.5 data-checked:bg-on-flow" />
      </Base.Root>
      <span className="grid">
        <span id={id} className="font-semibold">
          {label}
        </span>
        {hint && <span className="text-xs text-ink-2">{hint}</span>}
      </span>
    </label>
  )
}
