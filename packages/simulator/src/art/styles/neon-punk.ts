import { brightness, darken, mixHex } from '../colour.ts'
import { blurred, rasterise, resized } from '../raster.ts'
import { pathOf, plainDress, toSvg } from '../svg.ts'
import type { Dress } from '../svg.ts'
import { screen, vignette } from './post.ts'
import { repaint, solid } from './style.ts'
import type { Style } from './style.ts'

const TUBES = ['#ff2fa8', '#19e3ff', '#a259ff', '#ffe14a', '#2bffb5', '#ff6a3d'] as const

/** `neon-punk`: night-black forms drawn in glowing tubes. */
export const neonPunk: Style = async (drawing, size) => {
  const tube =
    (lit: boolean): Dress =>
    (shape, sheet) => {
      const colour =
        TUBES[Math.floor(shape.depth * 17 + brightness(solid(shape.paint)) * 5) % TUBES.length] ??
        TUBES[0]
      if (shape.role === 'sky')
        return lit
          ? '<path d="M-99 -99H3000V3000H-99z" fill="#000"/>'
          : plainDress({ ...shape, paint: { stops: ['#0b0620', '#1d0b3f', '#4a0f5e'] } }, sheet)
      if (shape.role === 'glow')
        return plainDress({ ...shape, paint: colour, opacity: shape.opacity * 0.6 }, sheet)
      if (shape.role === 'line')
        return plainDress({ ...shape, paint: colour, opacity: shape.opacity * 0.8 }, sheet)
      const body = lit
        ? '#000000'
        : repaint(shape.paint, (hex) => mixHex(darken(hex, 0.82), '#1a0b3a', 0.45))
      const filled = plainDress(
        {
          ...shape,
          paint: shape.role === 'light' ? mixHex(colour, '#1a0b3a', 0.35) : body,
          opacity: 1,
        },
        sheet,
      )
      return `${filled}<path d="${pathOf(shape.points, { smooth: shape.smooth, closed: true })}" fill="none" stroke="${colour}" stroke-width="${1.2 + 2 * shape.depth}" stroke-linejoin="round" opacity="${shape.opacity}"/>`
    }
  const dark = await rasterise(toSvg(drawing, size, tube(false)))
  const light = await rasterise(
    toSvg(
      drawing,
      { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) },
      tube(true),
    ),
  )
  const near = await resized(await blurred(light, 4), size.width, size.height)
  const wide = await resized(
    await blurred(await resized(light, Math.ceil(size.width / 8), Math.ceil(size.height / 8)), 5),
    size.width,
    size.height,
  )
  return vignette(screen(screen(dark, near, 0.9), wide, 0.9), 0.5)
}
