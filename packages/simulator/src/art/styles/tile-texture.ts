import { stacked } from './style.ts'
import type { Style } from './style.ts'

/** `tile-texture`: a corner of the picture folded into a mirror tile that repeats without a seam. */
export const tileTexture: Style = async (drawing, size) => {
  const source = await stacked(
    drawing,
    { width: 640, height: Math.round((640 * size.height) / size.width) },
    { sigma: 16 },
  )
  const cell = Math.round(size.width / Math.max(6, Math.round(size.width / 230)))
  const crop = Math.min(source.width, source.height) * 0.62
  const [left, top] = [(source.width - crop) / 2, (source.height - crop) * 0.42]
  const data = new Uint8Array(size.width * size.height * 3)
  for (let y = 0, at = 0; y < size.height; y += 1) {
    const row = Math.floor(y / cell)
    const v = row % 2 ? 1 - (y % cell) / cell : (y % cell) / cell
    for (let x = 0; x < size.width; x += 1, at += 3) {
      const column = Math.floor(x / cell)
      const u = column % 2 ? 1 - (x % cell) / cell : (x % cell) / cell
      // Folding along the diagonal as well gives eight-fold rosettes instead of a plain mirror.
      const [a, b] = u > v ? [u, v] : [v, u]
      const from =
        (Math.floor(top + b * crop * 0.98) * source.width + Math.floor(left + a * crop * 0.98)) * 3
      data[at] = source.data[from] ?? 0
      data[at + 1] = source.data[from + 1] ?? 0
      data[at + 2] = source.data[from + 2] ?? 0
    }
  }
  return { data, width: size.width, height: size.height }
}
