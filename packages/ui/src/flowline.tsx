import { classNames } from './class-names.ts'

type Props = {
  /** 0..1 fills the line; without it the line is whole and decorative. */
  progress?: number
  /** Only while something really moves. */
  moving?: boolean
  /** Makes it a progress bar for screen readers; without it the line is hidden from them. */
  label?: string
  className?: string
}

/** The signature of the house: progress, the thread of a receipt, the way from buyer to provider. */
export function Flowline({ progress, moving = false, label, className }: Props) {
  const done = Math.round(Math.min(1, Math.max(0, progress ?? 1)) * 100)
  const aria =
    label && progress !== undefined
      ? {
          role: 'progressbar',
          'aria-label': label,
          'aria-valuemin': 0,
          'aria-valuemax': 100,
          'aria-valuenow': done,
        }
      : { 'aria-hidden': true }
  return (
    <div {...aria} data-moving={moving || undefined} className={classNames('flowline', className)}>
      {progress !== undefined && <span className="flowline-rest" />}
      <span className="flowline-done" style={{ width: `${done}%` }} />
    </div>
  )
}
