'use client'
import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useFieldWiring } from './field-context.ts'

type Props = {
  label: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  name?: string
  required?: boolean
}

/** For consent to something named in the label; settings that act at once use a Switch. */
export function Checkbox({ label, checked, onChange, disabled, name, required }: Props) {
  const id = useId()
  const { 'aria-describedby': describedBy } = useFieldWiring({})
  return (
    <div className="flex min-h-dense items-start gap-2.5">
      <Base.Root
        aria-labelledby={id}
        aria-describedby={describedBy}
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        disabled={disabled}
        name={name}
        required={required}
        className="relative mt-0.5 grid size-4.5 flex-none place-items-center rounded-[4px] border border-line-strong bg-surface text-on-flow before:absolute before:-inset-3 data-checked:border-flow data-checked:bg-flow data-disabled:opacity-55"
      >
        <Base.Indicator>
          <Check aria-hidden className="size-3.5 stroke-[2.5px]" />
        </Base.Indicator>
      </Base.Root>
      <label id={id} className="text-ui">
        {label}
      </label>
    </div>
  )
}
