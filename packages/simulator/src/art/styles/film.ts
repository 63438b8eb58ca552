import { blurMap, depthMap } from '../depth-map.ts'
import { blurred } from '../raster.ts'
import type { Raster } from '../raster.ts'
import { bloom, grade, grain, overlay, pixelSvg, vignette } from './post.ts'
import { stacked } from './style.ts'
import type { Style } from './style.ts'

/** `photographic`: focus in the foreground, distance dissolved, bokeh, a lens's fall-off. */
export const photographic: Style = async (drawing, size) => {
  const sharpImage = await stacked(drawing, size, { sigma: 40, shade: 1.1, lift: 0.25 })
  const unit = Math.sqrt(size.width * size.height) / 1024
  const soft = await blurred(sharpImage, 5 * unit)
  const depth = await blurMap(await depthMap(drawing, size), size, 6 * unit)
  const mixed: Raster = { ...sharpImage, data: new Uint8Array(sharpImage.data.length) }
  for (let pixel = 0, at = 0; pixel < depth.length; pixel += 1, at += 3) {
    const away = Math.min(1, Math.max(0, Math.abs((depth[pixel] ?? 0) / 255 - 0.72) * 1.7 - 0.3))
    for (let channel = 0; channel < 3; channel += 1) {
      const near = sharpImage.data[at + channel] ?? 0
      mixed.data[at + channel] = near + ((soft.data[at + channel] ?? 0) - near) * away
    }
  }
  const { random } = drawing
  const bokeh = Array.from({ length: 16 }, () => {
    const radius = random.between(14, 52) * unit
    const opacity = random.between(0.05, 0.16).toFixed(2)
    return `<circle cx="${random.between(0, size.width).toFixed(0)}" cy="${random.between(0, size.height).toFixed(0)}" r="${radius.toFixed(0)}" fill="${drawing.palette.light}" fill-opacity="${opacity}" stroke="${drawing.palette.light}" stroke-opacity="${opacity}" stroke-width="${2 * unit}"/>`
  }).join('')
  const lit = await overlay(mixed, pixelSvg(size, bokeh), 'screen')
  return vignette(
    grade(await bloom(lit, { above: 205, sigma: 50, strength: 0.4 }), {
      contrast: 1.12,
      saturation: 1.02,
      shadows: '#0c1420',
      highlights: '#fff4e2',
      tint: 0.07,
    }),
    0.22,
  )
}

/** `cinematic`: teal shadows, orange light, an anamorphic streak, bars above and below. */
export const cinematic: Style = async (drawing, size) => {
  const base = await stacked(drawing, size, { sigma: 34, shade: 1.2, lift: 0.3 })
  const graded = grade(base, {
    contrast: 1.22,
    saturation: 0.86,
    shadows: '#03262f',
    highlights: '#ffc98f',
    tint: 0.42,
  })
  const glowing = await bloom(graded, { above: 165, sigma: 60, strength: 0.55 })
  const y = Math.round(size.height * drawing.random.between(0.3, 0.42))
  const bar = Math.round(size.height * (size.width > size.height * 1.9 ? 0.06 : 0.12))
  const streak = `<defs><linearGradient id="s"><stop offset="0" stop-color="#4fd3ff" stop-opacity="0"/><stop offset=".5" stop-color="#c8f3ff" stop-opacity=".75"/><stop offset="1" stop-color="#4fd3ff" stop-opacity="0"/></linearGradient></defs><ellipse cx="${size.width / 2}" cy="${y}" rx="${size.width * 0.6}" ry="${size.height * 0.0035}" fill="url(#s)"/><ellipse cx="${size.width / 2}" cy="${y}" rx="${size.width * 0.5}" ry="${size.height * 0.02}" fill="url(#s)" opacity=".25"/>`
  const lit = vignette(await overlay(glowing, pixelSvg(size, streak), 'screen'), 0.5)
  return overlay(
    lit,
    pixelSvg(
      size,
      `<path d="M0 0h${size.width}v${bar}H0zM0 ${size.height - bar}h${size.width}v${bar}H0z" fill="#050607"/>`,
    ),
  )
}

/** `analog-film`: warm, faded, grainy, a leak of light at one edge, the print's white border. */
export const analogFilm: Style = async (drawing, size) => {
  const base = await stacked(drawing, size, { sigma: 26, shade: 0.8 })
  const faded = grade(await blurred(base, 0.9), {
    contrast: 1.02,
    saturation: 1.05,
    shadows: '#3a2233',
    highlights: '#ffe9bd',
    tint: 0.2,
    fade: 0.22,
  })
  const { width, height } = size
  const leak = `<defs><radialGradient id="l" cx="${drawing.random.chance(0.5) ? 0 : 1}" cy="${drawing.random.between(0.1, 0.9).toFixed(2)}" r=".62"><stop offset="0" stop-color="#ff8a3c" stop-opacity=".75"/><stop offset=".45" stop-color="#ff4d3c" stop-opacity=".28"/><stop offset="1" stop-color="#ff4d3c" stop-opacity="0"/></radialGradient></defs><path d="M0 0h${width}v${height}H0z" fill="url(#l)"/>`
  const leaked = vignette(await overlay(faded, pixelSvg(size, leak), 'screen'), 0.3)
  const grainy = grain(leaked, drawing.random, 15, width > 1200 ? 3 : 2)
  const border = Math.round(Math.min(width, height) * 0.042)
  const inner = `M${border} ${border}v${height - border * 2}h${width - border * 2}V${border}z`
  return overlay(
    grainy,
    pixelSvg(
      size,
      `<path fill-rule="evenodd" fill="#f6f0e2" d="M0 0h${width}v${height}H0z${inner}"/>`,
    ),
  )
}

/** `fantasy-art`: violet shadows, gold light, rays, motes, a thin gilded frame. */
export const fantasyArt: Style = async (drawing, size) => {
  const base = await stacked(drawing, size, { sigma: 30, shade: 1.3, lift: 0.4 })
  const graded = grade(base, {
    contrast: 1.12,
    saturation: 1.2,
    shadows: '#2a0f5c',
    highlights: '#ffe6a8',
    tint: 0.34,
  })
  const { random } = drawing
  const { width, height } = size
  const [cx, cy] = [width * random.between(0.35, 0.65), height * random.between(0.12, 0.3)]
  const reach = Math.hypot(width, height)
  const rays = Array.from({ length: 18 }, () => {
    const angle = random.between(0, Math.PI * 2)
    const half = random.between(0.015, 0.06)
    const at = (turn: number) =>
      `${(cx + Math.cos(angle + turn) * reach).toFixed(0)} ${(cy + Math.sin(angle + turn) * reach).toFixed(0)}`
    return `<path d="M${cx.toFixed(0)} ${cy.toFixed(0)}L${at(-half)}L${at(half)}Z" fill="url(#r)" opacity="${random.between(0.2, 0.6).toFixed(2)}"/>`
  }).join('')
  const motes = Array.from(
    { length: 110 },
    () =>
      `<circle cx="${random.between(0, width).toFixed(0)}" cy="${random.between(0, height).toFixed(0)}" r="${(random.unit() ** 3 * width * 0.006 + 1).toFixed(1)}" fill="#ffe9a8" opacity="${random.between(0.4, 1).toFixed(2)}"/>`,
  ).join('')
  const defs = `<defs><radialGradient id="r" gradientUnits="userSpaceOnUse" cx="${cx.toFixed(0)}" cy="${cy.toFixed(0)}" r="${(reach * 0.6).toFixed(0)}"><stop offset="0" stop-color="#fff0c0" stop-opacity=".7"/><stop offset="1" stop-color="#c98bff" stop-opacity="0"/></radialGradient></defs>`
  const lit = await overlay(graded, pixelSvg(size, defs + rays + motes), 'screen')
  const glowing = vignette(await bloom(lit, { above: 150, sigma: 54, strength: 0.65 }), 0.36)
  const gap = Math.round(Math.min(width, height) * 0.026)
  const line = (inset: number, wide: number) =>
    `<rect x="${inset}" y="${inset}" width="${width - inset * 2}" height="${height - inset * 2}" fill="none" stroke="#e9c877" stroke-width="${wide}"/>`
  return overlay(glowing, pixelSvg(size, line(gap, gap / 5) + line(gap * 1.45, gap / 14)))
}
