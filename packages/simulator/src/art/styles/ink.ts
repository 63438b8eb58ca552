import { brightness, saturate } from '../colour.ts'
import type { Drawing } from '../drawing.ts'
import { greyOf, rasterise } from '../raster.ts'
import type { Raster } from '../raster.ts'
import type { Size } from '../sizes.ts'
import { pathOf, plainDress, toSvg } from '../svg.ts'
import type { Dress } from '../svg.ts'
import { overlay, pixelSvg } from './post.ts'
import { repaint, scaleOf } from './style.ts'
import type { Style } from './style.ts'

const clamp01 = (value: number) => Math.min(1, Math.max(0, value))

function outline(ink: string, fill: string, width: number): Dress {
  return (shape) => {
    if (shape.role === 'sky') return `<path d="M-99 -99H3000V3000H-99z" fill="${fill}"/>`
    if (shape.role === 'glow') return ''
    const path = pathOf(shape.points, { smooth: shape.smooth, closed: shape.role !== 'line' })
    if (shape.role === 'line')
      return `<path d="${path}" fill="none" stroke="${ink}" stroke-width="${Math.min(width, shape.width)}" stroke-linecap="round"/>`
    return `<path d="${path}" fill="${fill}" stroke="${ink}" stroke-width="${width * (0.6 + 0.6 * shape.depth)}" stroke-linejoin="round"/>`
  }
}

/** `line-art`: a pen drawing; tone is engraved, lines that swell as the picture darkens. */
export const lineArt: Style = async (drawing, size) => {
  const lines = await rasterise(toSvg(drawing, size, outline('#1d2a33', '#faf6ec', 2.4)))
  const tone = await greyOf(await rasterise(toSvg(drawing, size)), 1.5)
  const pitch = 7.5 * scaleOf(drawing, size)
  const data = new Uint8Array(lines.data)
  for (let y = 0, pixel = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1, pixel += 1) {
      const dark = 1 - (tone[pixel] ?? 0) / 255
      const along = x * 0.5 + y * 0.866 + Math.sin(x / (pitch * 14)) * pitch * 0.9
      const from = Math.abs((((along % pitch) + pitch) % pitch) - pitch / 2)
      const swell = Math.max(0, dark - 0.36) * pitch * 0.46
      const ink = clamp01(swell - from + 0.5) * clamp01(swell * 2) * 0.86
      if (ink > 0)
        for (let channel = 0; channel < 3; channel += 1)
          data[pixel * 3 + channel] =
            (data[pixel * 3 + channel] ?? 0) * (1 - ink) +
            (channel === 2 ? 62 : channel === 1 ? 52 : 40) * ink
    }
  }
  return { ...lines, data }
}

/** `comic-book`: flat loud colour, heavy outlines, halftone dots in the shade, a panel's border. */
export const comicBook: Style = async (drawing, size) => {
  const loud = (hex: string) => saturate(hex, brightness(hex) > 0.85 ? 1.8 : 2.1)
  const dress: Dress = (shape, sheet) => {
    if (shape.role === 'glow') return shape.opacity > 0.5 ? plainDress(shape, sheet) : ''
    const flat = { ...shape, paint: repaint(shape.paint, loud) }
    if (shape.role === 'line')
      return plainDress({ ...flat, paint: '#15131c', width: Math.max(2, shape.width) }, sheet)
    if (shape.role === 'sky') return plainDress(flat, sheet)
    return `${plainDress(flat, sheet)}<path d="${pathOf(shape.points, { smooth: shape.smooth, closed: true })}" fill="none" stroke="#15131c" stroke-width="${2 + 3 * shape.depth}" stroke-linejoin="round"/>`
  }
  const dotted = await halftone(await rasterise(toSvg(drawing, size, dress)), drawing, size)
  const border = Math.round(Math.min(size.width, size.height) * 0.03)
  const { width, height } = size
  const frame = `<path fill-rule="evenodd" fill="#fffdf6" d="M0 0h${width}v${height}H0zM${border} ${border}v${height - border * 2}h${width - border * 2}V${border}z"/><rect x="${border}" y="${border}" width="${width - border * 2}" height="${height - border * 2}" fill="none" stroke="#15131c" stroke-width="${border / 4}"/>`
  return overlay(dotted, pixelSvg(size, frame))
}

async function halftone(raster: Raster, drawing: Drawing, size: Size): Promise<Raster> {
  const tone = await greyOf(raster, 3)
  const pitch = 9 * scaleOf(drawing, size)
  const data = new Uint8Array(raster.data)
  for (let y = 0, pixel = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1, pixel += 1) {
      const u = (x + y) * 0.7071
      const v = (y - x) * 0.7071 + size.width
      const du = (u % pitch) - pitch / 2
      const dv = (v % pitch) - pitch / 2
      const radius = pitch * 0.66 * clamp01(0.92 - (tone[pixel] ?? 0) / 255)
      const dot = clamp01(radius - Math.hypot(du, dv) + 0.5) * 0.34
      if (dot > 0)
        for (let channel = 0; channel < 3; channel += 1)
          data[pixel * 3 + channel] = (data[pixel * 3 + channel] ?? 0) * (1 - dot)
    }
  }
  return { ...raster, data }
}
