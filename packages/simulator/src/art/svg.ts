import type { Drawing, Paint, Shape } from './drawing.ts'
import type { Point } from './geometry.ts'

const round = (value: number) => Math.round(value * 10) / 10

/** The path of a shape: straight between its points, or through their midpoints when it is smooth. */
export function pathOf(
  points: readonly Point[],
  options: { smooth: boolean; closed: boolean },
): string {
  const first = points[0]
  if (!first) return ''
  const close = options.closed ? 'Z' : ''
  if (!options.smooth || points.length < 4) {
    return `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}${close}`
  }
  let path = `M${round(first[0])} ${round(first[1])}`
  for (let index = 1; index < points.length - 1; index += 1) {
    const here = points[index] ?? first
    const next = points[index + 1] ?? here
    path += `Q${round(here[0])} ${round(here[1])} ${round((here[0] + next[0]) / 2)} ${round((here[1] + next[1]) / 2)}`
  }
  const last = points[points.length - 1] ?? first
  return `${path}L${round(last[0])} ${round(last[1])}${close}`
}

/** Collects gradients while shapes are written. */
type SvgSheet = { fill(paint: Paint): string; wrap(body: string): string }

function createSheet(
  drawing: Pick<Drawing, 'width' | 'height'>,
  size: { width: number; height: number },
): SvgSheet {
  const definitions: string[] = []
  return {
    fill(paint) {
      if (typeof paint === 'string') return paint
      const id = `g${definitions.length}`
      const stops = paint.stops.map((colour, index) => {
        const hex = colour.slice(0, 7)
        const alpha = colour.slice(7)
        const opacity = alpha
          ? ` stop-opacity="${round(Number.parseInt(alpha, 16) / 2.55) / 100}"`
          : ''
        return `<stop offset="${index / Math.max(1, paint.stops.length - 1)}" stop-color="${hex}"${opacity}/>`
      })
      const axis = paint.across ? 'x2="1" y2="0"' : 'x2="0" y2="1"'
      definitions.push(
        `<linearGradient id="${id}" x1="0" y1="0" ${axis}>${stops.join('')}</linearGradient>`,
      )
      return `url(#${id})`
    },
    wrap: (body) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${round(drawing.width)} ${round(drawing.height)}" preserveAspectRatio="none"><defs>${definitions.join('')}</defs>${body}</svg>`,
  }
}

/** How one style writes one shape; return '' to leave it out. */
export type Dress = (shape: Shape, sheet: SvgSheet) => string

/** Fills areas and strokes lines as drawn. */
export const plainDress: Dress = (shape, sheet) => {
  const opacity = shape.opacity < 1 ? ` opacity="${round(shape.opacity * 10) / 10}"` : ''
  if (shape.role === 'line') {
    const path = pathOf(shape.points, { smooth: shape.smooth, closed: false })
    return `<path d="${path}" fill="none" stroke="${sheet.fill(shape.paint)}" stroke-width="${round(shape.width)}" stroke-linecap="round" stroke-linejoin="round"${opacity}/>`
  }
  return `<path d="${pathOf(shape.points, { smooth: shape.smooth, closed: true })}" fill="${sheet.fill(shape.paint)}"${opacity}/>`
}

/** Writes the whole drawing at the pixel size asked for. */
export function toSvg(
  drawing: Drawing,
  size: { width: number; height: number },
  dress: Dress = plainDress,
  overlay = '',
): string {
  const sheet = createSheet(drawing, size)
  const body = drawing.shapes.map((shape) => dress(shape, sheet)).join('')
  return sheet.wrap(body + overlay)
}
