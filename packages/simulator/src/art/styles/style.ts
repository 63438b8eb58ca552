import type { Drawing, Paint } from '../drawing.ts'
import { mixHex } from '../colour.ts'
import { depthMap, stackSheets } from '../depth-map.ts'
import { rasterise } from '../raster.ts'
import type { Raster } from '../raster.ts'
import type { Size } from '../sizes.ts'
import { plainDress, toSvg } from '../svg.ts'
import type { Dress } from '../svg.ts'

/** A style turns a drawing into pixels of the size asked for. */
export type Style = (drawing: Drawing, size: Size) => Promise<Raster>

/** The drawing as stacked sheets with soft shadows between them: what most styles start from. */
export async function stacked(
  drawing: Drawing,
  size: Size,
  look: { dress?: Dress; sigma?: number; shade?: number; lift?: number } = {},
): Promise<Raster> {
  const flat = await rasterise(toSvg(drawing, size, look.dress ?? plainDress))
  const sigma = (look.sigma ?? 14) * (Math.sqrt(size.width * size.height) / 1024)
  return stackSheets(flat, await depthMap(drawing, size), {
    sigma,
    shade: look.shade ?? 0.9,
    lift: look.lift ?? 0.12,
  })
}

/** One colour that stands for a paint. */
export function solid(paint: Paint): string {
  if (typeof paint === 'string') return paint.slice(0, 7)
  const first = paint.stops[0] ?? '#808080'
  const last = paint.stops[paint.stops.length - 1] ?? first
  return mixHex(first.slice(0, 7), last.slice(0, 7), 0.5)
}

/** The same paint with each of its colours changed; alpha is kept. */
export function repaint(paint: Paint, change: (hex: string) => string): Paint {
  const one = (colour: string) => change(colour.slice(0, 7)) + colour.slice(7)
  return typeof paint === 'string' ? one(paint) : { ...paint, stops: paint.stops.map(one) }
}

/** Pixels per drawing unit. */
export const scaleOf = (drawing: Drawing, size: Size): number => size.width / drawing.width
