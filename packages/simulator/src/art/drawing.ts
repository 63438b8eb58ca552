import type { Point } from './geometry.ts'
import type { Palette } from './palette.ts'
import type { Random } from './random.ts'

/** What a shape is, so that a style can treat skies, grounds, things and lines differently. */
type Role = 'sky' | 'light' | 'land' | 'thing' | 'line' | 'glow'
export type Paint = string | { stops: readonly string[]; across?: boolean }

export type Shape = {
  points: readonly Point[]
  role: Role
  paint: Paint
  /** 0 is the furthest, 1 the nearest. */
  depth: number
  smooth: boolean
  opacity: number
  /** Line width in drawing units; only for lines. */
  width: number
}

/** A picture before any style: shapes from back to front on a sheet of about 1000 × 1000 units of area. */
export type Drawing = {
  readonly width: number
  readonly height: number
  readonly palette: Palette
  readonly random: Random
  readonly prompt: string
  readonly shapes: Shape[]
  add(
    role: Exclude<Role, 'line'>,
    depth: number,
    points: readonly Point[],
    paint: Paint,
    look?: { smooth?: boolean; opacity?: number },
  ): void
  line(
    depth: number,
    points: readonly Point[],
    colour: string,
    width: number,
    opacity?: number,
  ): void
}

/** Starts an empty sheet with the proportions of the wanted picture. */
export function createDrawing(sheet: {
  aspect: number
  palette: Palette
  random: Random
  prompt: string
}): Drawing {
  const shapes: Shape[] = []
  return {
    width: 1000 * Math.sqrt(sheet.aspect),
    height: 1000 / Math.sqrt(sheet.aspect),
    palette: sheet.palette,
    random: sheet.random,
    prompt: sheet.prompt,
    shapes,
    add(role, depth, points, paint, look = {}) {
      shapes.push({
        role,
        depth,
        points,
        paint,
        smooth: look.smooth ?? false,
        opacity: look.opacity ?? 1,
        width: 0,
      })
    },
    line(depth, points, colour, width, opacity = 1) {
      shapes.push({ role: 'line', depth, points, paint: colour, smooth: true, opacity, width })
    },
  }
}
