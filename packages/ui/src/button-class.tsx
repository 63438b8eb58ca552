import { classNames } from './class-names.ts'

export type ButtonLook = {
  /** primary: the one coral action of a screen. */
  variant?: 'primary' | 'default' | 'quiet' | 'danger'
  size?: 'dense' | 'default' | 'touch'
  wide?: boolean
}

const variants = {
  primary: 'border-coral bg-coral text-on-coral hover:bg-coral-press hover:border-coral-press',
  default: 'border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-flow hover:bg-foam',
  danger: 'border-bad bg-surface text-bad hover:bg-bad hover:text-bg',
} as const

const sizes = {
  dense: 'h-dense px-2.5 text-sm',
  default: 'h-control px-3.5 text-ui',
  touch: 'h-touch px-4.5 text-ui',
} as const

/** The look of a button, for links that act like one: `<Link className={buttonClass({ variant: 'primary' })}>`. */
export function buttonClass({
  variant = 'default',
  size = 'default',
  wide = false,
}: ButtonLook = {}): string {
  return classNames(
    'relative inline-flex shrink-0 items-center justify-center gap-2 overflow-hidden rounded-control border font-semibold whitespace-nowrap select-none',
    'transition-colors duration-160 ease-tide active:translate-y-px active:duration-90',
    'disabled:opacity-55 aria-disabled:opacity-55 disabled:active:translate-y-0',
    variants[variant],
    sizes[size],
    wide && 'w-full',
  )
}
