import type { ComponentProps, MouseEvent } from 'react'
import { buttonClass, type ButtonLook } from './button-class.tsx'
import { classNames } from './class-names.ts'

type Props = ComponentProps<'button'> &
  ButtonLook & {
    /** While true the button keeps its focus and place, but does nothing. */
    loading?: boolean
    /** What it says meanwhile, such as "Submitting…". */
    loadingText?: string
  }

export function Button({
  variant,
  size,
  wide,
  loading = false,
  loadingText,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: Props) {
  const ignore = (event: MouseEvent) => event.preventDefault()
  return (
    <button
      type={type}
      className={classNames(buttonClass({ variant, size, wide }), className)}
      aria-disabled={loading || undefined}
      aria-busy={loading || undefined}
      onClick={loading ? ignore : onClick}
      {...rest}
    >
      {loading ? (loadingText ?? children) : children}
      {loading && <span aria-hidden className="button-tide" />}
    </button>
  )
}
