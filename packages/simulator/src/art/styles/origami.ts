import { mixHex } from '../colour.ts'
import { simplify } from '../geometry.ts'
import type { Point } from '../geometry.ts'
import { plainDress } from '../svg.ts'
import type { Dress } from '../svg.ts'
import { solid, stacked } from './style.ts'
import type { Style } from './style.ts'

/** `origami`: every form simplified to straight folds and fanned into lit and shaded facets. */
export const origami: Style = async (drawing, size) => {
  let clip = 0
  const folded = {
    ...drawing,
    shapes: drawing.shapes
      .filter((shape) => !(shape.role === 'glow' && shape.opacity < 0.3))
      .map((shape) => {
        if (shape.role === 'line')
          return { ...shape, points: simplify(shape.points, 4), smooth: false }
        const tolerance = Math.min(16, Math.max(1.5, extent(shape.points) * 0.045))
        const half = Math.floor(shape.points.length / 2)
        const points = [
          ...simplify(shape.points.slice(0, half + 1), tolerance).slice(0, -1),
          ...simplify(shape.points.slice(half), tolerance),
        ]
        return { ...shape, points, smooth: false }
      }),
  }
  const dress: Dress = (shape, sheet) => {
    const base = plainDress(shape, sheet)
    if (['glow', 'sky', 'line'].includes(shape.role) || extent(shape.points) < 26) return base
    const strength = shape.role === 'thing' ? 1.7 : 0.8
    clip += 1
    const path = `M${shape.points.map(([x, y]) => `${x.toFixed(0)} ${y.toFixed(0)}`).join('L')}Z`
    const centre = foldCentre(shape.points)
    const facets = shape.points
      .map((point, index) => {
        const next = shape.points[(index + 1) % shape.points.length] ?? point
        const angle = Math.atan2(
          (point[1] + next[1]) / 2 - centre[1],
          (point[0] + next[0]) / 2 - centre[0],
        )
        const light = Math.cos(angle + 2.2) * 0.2 + (index % 2 ? 0.07 : -0.07)
        return `<path d="M${centre.map((v) => v.toFixed(0)).join(' ')}L${point.map((v) => v.toFixed(0)).join(' ')}L${next.map((v) => v.toFixed(0)).join(' ')}Z" fill="${mixHex(solid(shape.paint), light > 0 ? '#ffffff' : '#101020', 0.75)}" opacity="${(Math.abs(light) * strength).toFixed(2)}" stroke="#fff" stroke-opacity=".35" stroke-width=".8"/>`
      })
      .join('')
    return `${base}<clipPath id="c${clip}"><path d="${path}"/></clipPath><g clip-path="url(#c${clip})">${facets}</g>`
  }
  return stacked(folded, size, { dress, sigma: 16, shade: 1.7, lift: 0.2 })
}

function extent(points: readonly Point[]): number {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  return Math.min(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
}

function foldCentre(points: readonly Point[]): Point {
  const sum = points.reduce(([x, y], point): Point => [x + point[0], y + point[1]], [0, 0] as Point)
  return [sum[0] / points.length, sum[1] / points.length]
}
