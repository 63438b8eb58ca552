import { classNames } from './class-names.ts'

type Props = { label: string; value: number; max: number; tone?: 'flow' | 'warn' }

/** How much of a limit is used; the numbers stand beside it. */
export function Meter({ label, value, max, tone = 'flow' }: Props) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  return (
    <span role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={max} aria-valuenow={value} className="inline-block h-1.5 w-28 overflow-hidden rounded-full bg-sunken align-middle inset-ring inset-ring-line">
      <span className={classNames('block h-full forced-color-adjust-none', tone === 'warn' ? 'bg-warn' : 'bg-chart-1')} style={{ width: `${share * 100}%` }} />
    </span>
  )
}
