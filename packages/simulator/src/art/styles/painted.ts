import { hexOfRgb, mixHex, saturate } from '../colour.ts'
import { waveNoise } from '../geometry.ts'
import { resized, sample } from '../raster.ts'
import { grade, overlay, pixelSvg } from './post.ts'
import { stacked } from './style.ts'
import type { Style } from './style.ts'

/** `digital-art`: thousands of brush strokes that follow a slow current, broad ones first. */
export const digitalArt: Style = async (drawing, size) => {
  const base = grade(await stacked(drawing, size, { sigma: 30, shade: 1.2, lift: 0.4 }), {
    saturation: 1.25,
    contrast: 1.08,
  })
  const look = await resized(base, Math.ceil(size.width / 4), Math.ceil(size.height / 4))
  const { random } = drawing
  const [flowX, flowY] = [waveNoise(random, 2), waveNoise(random, 2)]
  const unit = Math.sqrt(size.width * size.height) / 1024
  const strokes: string[] = []
  for (const [count, long, wide] of [
    [900, 110, 26],
    [2400, 58, 11],
    [2600, 26, 5],
  ] as const) {
    for (let index = 0; index < count; index += 1) {
      const [u, v] = [random.unit(), random.unit()]
      const angle = flowX(u * 0.9 + v * 0.3) * 1.5 + flowY(v * 0.8 - u * 0.2) * 1.1
      const half = (long * unit * random.between(0.5, 1)) / 2
      const [x, y] = [u * size.width, v * size.height]
      const [dx, dy] = [Math.cos(angle) * half, Math.sin(angle) * half]
      const before = sample(look, u - dx / size.width, v - dy / size.height)
      const after = sample(look, u + dx / size.width, v + dy / size.height)
      const middle = sample(look, u, v)
      const contrast = middle.reduce(
        (sum, value, channel) =>
          sum + Math.abs(value - (before[channel] ?? 0)) + Math.abs(value - (after[channel] ?? 0)),
        0,
      )
      if (contrast > (long > 100 ? 30 : long > 50 ? 54 : 120)) continue
      const hex = hexOfRgb(middle)
      const colour = saturate(
        mixHex(hex, random.chance(0.5) ? '#ffffff' : '#141030', random.between(0, 0.16)),
        random.between(1, 1.3),
      )
      const bend = random.between(-0.3, 0.3) * half
      strokes.push(
        `<path d="M${(x - dx).toFixed(0)} ${(y - dy).toFixed(0)}Q${(x - dy * 0.2 + bend).toFixed(0)} ${(y + dx * 0.2).toFixed(0)} ${(x + dx).toFixed(0)} ${(y + dy).toFixed(0)}" stroke="${colour}" stroke-width="${(wide * unit * random.between(0.6, 1.2)).toFixed(1)}"/>`,
      )
    }
  }
  return overlay(
    base,
    pixelSvg(size, `<g fill="none" stroke-linecap="round" opacity=".82">${strokes.join('')}</g>`),
  )
}
