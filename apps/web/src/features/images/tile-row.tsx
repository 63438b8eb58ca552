import type { CSSProperties, ReactNode } from 'react'
import type { Shape } from './tile-shape.ts'

const PER_ROW = 4

/** The tiles of a run, as wide as their shape wants and their row allows; two by two on a phone. */
export function TileRow({
  shape,
  count,
  children,
}: {
  shape: Shape
  count: number
  children: ReactNode
}) {
  const style = {
    '--shape': shape.width / shape.height,
    '--wide': Math.min(count, PER_ROW),
    '--narrow': Math.min(count, 2),
  } as CSSProperties
  return (
    <ul
      style={style}
      className="flex flex-wrap gap-2 *:w-(--tile) *:[--tile:min(calc(var(--shape)*18rem),calc((100%-(var(--narrow)-1)*0.5rem)/var(--narrow)))] md:*:[--tile:min(calc(var(--shape)*15rem),calc((100%-(var(--wide)-1)*0.5rem)/var(--wide)))]"
    >
      {children}
    </ul>
  )
}
