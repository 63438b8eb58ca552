'use client'
import { Field } from '@aetherflow/ui/field'
import { Input } from '@aetherflow/ui/input'

type Props = {
  label: string
  hint: string
  unit?: string
  problem: string | undefined
  value: string
  onChange: (value: string) => void
}

/** A quantity with its unit; text, so that nothing typed is ever dropped by the browser. */
export function NumberField({ label, hint, unit, problem, value, onChange }: Props) {
  return (
    <Field label={label} hint={hint} error={problem} aside={unit}>
      <Input
        className="num"
        inputMode="decimal"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}
