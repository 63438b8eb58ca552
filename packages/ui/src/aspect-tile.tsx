import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type Props = {
  /** The frame keeps this shape in every state, so nothing jumps when the picture lands. */
  width: number
  height: number
  /** The visible label of the content, such as "AI-generated". */
  mark?: ReactNode
  className?: string
  children: ReactNode
}

/** The frame of one picture: nearly square-cornered, sunken while it is empty. */
export function AspectTile({ width, height, mark, className, children }: Props) {
  return (
    <div
      className={classNames('relative overflow-hidden rounded-image bg-sunken', className)}
      style={{ aspectRatio: `${width} / ${height}` }}
    >
      {children}
      {mark && (
        <span className="pointer-events-none absolute bottom-1.5 left-1.5 rounded-image bg-[oklch(0.155_0.016_230/0.72)] px-1.5 py-0.5 text-xs text-[oklch(0.985_0.004_85)]">
          {mark}
        </span>
      )}
    </div>
  )
}
