import { brightness, darken, lighten, saturate } from '../colour.ts'
import { pathOf, plainDress } from '../svg.ts'
import type { Dress } from '../svg.ts'
import { bloom, grade } from './post.ts'
import { repaint, solid, stacked } from './style.ts'
import type { Style } from './style.ts'

/** No preset: layered paper. */
export const paper: Style = (drawing, size) => stacked(drawing, size)

/** `enhance`: the same sheets, richer: deeper shadows, a lit rim on every edge, more colour. */
export const enhance: Style = async (drawing, size) => {
  const dress: Dress = (shape, sheet) => {
    const richer = { ...shape, paint: repaint(shape.paint, (hex) => saturate(hex, 1.25)) }
    if (shape.role === 'glow' || shape.role === 'line' || shape.role === 'sky')
      return plainDress(richer, sheet)
    const path = pathOf(shape.points, { smooth: shape.smooth, closed: true })
    return `${plainDress(richer, sheet)}<path d="${path}" fill="none" stroke="${lighten(solid(richer.paint), 0.5)}" stroke-width="1.4" opacity="${0.7 * shape.opacity}"/>`
  }
  const sheets = await stacked(drawing, size, { dress, sigma: 24, shade: 1.5, lift: 0.4 })
  return grade(await bloom(sheets, { above: 190, sigma: 36, strength: 0.35 }), {
    contrast: 1.16,
    saturation: 1.12,
  })
}

/** `anime`: clear cel colours, thin lines of each colour's own shade, light streaks and sparkles. */
export const anime: Style = async (drawing, size) => {
  const dress: Dress = (shape, sheet) => {
    const clear = (hex: string) =>
      saturate(lighten(hex, brightness(hex) < 0.35 ? 0.16 : 0.08), 1.45)
    const vivid = { ...shape, paint: repaint(shape.paint, clear) }
    if (shape.role === 'glow' || shape.role === 'line' || shape.role === 'sky')
      return plainDress(vivid, sheet)
    const path = pathOf(shape.points, { smooth: shape.smooth, closed: true })
    return `${plainDress(vivid, sheet)}<path d="${path}" fill="none" stroke="${darken(solid(vivid.paint), 0.55)}" stroke-width="2" stroke-linejoin="round" opacity="${0.9 * shape.opacity}"/>`
  }
  const lit = { ...drawing, shapes: [...drawing.shapes] }
  const { width, height, random } = drawing
  for (let index = 0; index < 5; index += 1) {
    const x = width * random.between(-0.1, 0.9)
    const wide = random.between(20, 90)
    lit.shapes.push({
      role: 'glow',
      depth: 0.9,
      points: [
        [x, -20],
        [x + wide, -20],
        [x + wide * 2.4 - height * 0.5, height * 1.02],
        [x - height * 0.5, height * 1.02],
      ],
      paint: { stops: ['#fffbe6cc', '#fffbe600'] },
      smooth: false,
      opacity: 0.3,
      width: 0,
    })
  }
  for (let index = 0; index < 24; index += 1) {
    const [x, y, r] = [random.between(0, width), random.between(0, height), random.between(5, 20)]
    const star = Array.from(
      { length: 8 },
      (_, tip) =>
        [
          x + Math.cos((tip * Math.PI) / 4) * (tip % 2 ? r * 0.16 : r),
          y + Math.sin((tip * Math.PI) / 4) * (tip % 2 ? r * 0.16 : r),
        ] as const,
    )
    lit.shapes.push({
      role: 'glow',
      depth: 0.9,
      points: star,
      paint: '#ffffff',
      smooth: false,
      opacity: random.between(0.5, 0.95),
      width: 0,
    })
  }
  return bloom(await stacked(lit, size, { dress, sigma: 8, shade: 0.35, lift: 0.05 }), {
    above: 200,
    sigma: 28,
    strength: 0.4,
  })
}
