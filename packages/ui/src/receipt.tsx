import type { ReactNode } from 'react'
import { Flowline } from './flowline.tsx'

type Line = { name: ReactNode; amount: ReactNode }

type Props = {
  title: ReactNode
  total: ReactNode
  /** Where the money went, or is going. */
  lines: readonly Line[]
  /** 0..1 between held and settled; whole when settled. */
  progress?: number
  moving?: boolean
  label?: string
  foot?: ReactNode
}

/** A paper slip: what was bought, the flowline, and who received what. */
export function Receipt({ title, total, lines, progress, moving, label, foot }: Props) {
  return (
    <div className="grid gap-2 rounded-image border border-line bg-surface px-5 py-4">
      <div className="flex items-baseline justify-between gap-4 font-semibold">
        <span>{title}</span>
        <span>{total}</span>
      </div>
      <Flowline
        {...(progress === undefined ? {} : { progress })}
        moving={moving ?? false}
        {...(label ? { label } : {})}
      />
      <dl className="grid gap-1.5">
        {lines.map((line, index) => (
          <div key={index} className="flex items-baseline justify-between gap-4 text-ink-2">
            <dt>{line.name}</dt>
            <dd>{line.amount}</dd>
          </div>
        ))}
      </dl>
      {foot && <div className="text-xs text-ink-2">{foot}</div>}
    </div>
  )
}
