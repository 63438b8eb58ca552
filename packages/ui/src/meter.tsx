import { classNames } from './class-names.ts'

type Props = { label: string; value: number; max: number; tone?: 'flow' | 'warn' }

/** How much of a limit is used; the numbers stand beside it. */
export function Meter({ label, value, max, tone = 'flow' }: Props) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  return (
    <span className="inline-block align-middle">
      <meter aria-label={label} min={0} max={max} value={value} className="sr-only" />
      <span
        aria-hidden
        className="block h-1.5 w-28 overflow-hidden rounded-full bg-sunken inset-ring inset-ring-line"
      >
        <span
          className={classNames(
            'block h-full forced-color-adjust-none',
            tone === 'warn' ? 'bg-warn' : 'bg-chart-1',
          )}
          style={{ width: `${share * 100}%` }}
        />
      </span>
    </span>
  )
}
