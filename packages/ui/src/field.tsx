'use client'
import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId, useMemo } from 'react'
import { FieldContext } from './field-context.ts'

type Props = {
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  /** At the right of the label, such as a counter or "Forgot?". */
  aside?: ReactNode
  required?: boolean
  children: ReactNode
}

/** Label, control, hint and error, wired by aria; the control is any of this package's inputs. */
export function Field({ label, hint, error, aside, required = false, children }: Props) {
  const id = useId()
  const describedBy =
    [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
  const wiring = useMemo(
    () => ({ id, describedBy, invalid: Boolean(error), required }),
    [id, describedBy, error, required],
  )
  return (
    <FieldContext value={wiring}>
      <div className="grid gap-1.5">
        <div className="flex items-baseline justify-between gap-3">
          <label htmlFor={id} className="text-sm font-semibold">
            {label}
          </label>
          {aside && <span className="text-xs text-ink-2">{aside}</span>}
        </div>
        {children}
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-2">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-sm text-bad">
            <CircleAlert aria-hidden className="mt-0.5 size-4" />
            <span>{error}</span>
          </p>
        )}
      </div>
    </FieldContext>
  )
}
