import sharp from 'sharp'
import { openRaster, rasterise, resized } from '../raster.ts'
import { toSvg } from '../svg.ts'
import type { Style } from './style.ts'

/** `pixel-art`: few colours on a coarse grid, enlarged without smoothing. */
export const pixelArt: Style = async (drawing, size) => {
  const block = size.width * size.height > 1_600_000 ? 16 : 8
  const wide = size.width / block
  const tall = size.height / block
  const fine = await rasterise(toSvg(drawing, { width: wide * 2, height: tall * 2 }))
  const few = await openRaster(await resized(fine, wide, tall))
    .png({ palette: true, colours: 28, dither: 0.35 })
    .toBuffer()
  const data = await sharp(few).removeAlpha().toColourspace('srgb').raw().toBuffer()
  return resized({ data, width: wide, height: tall }, size.width, size.height, 'nearest')
}
