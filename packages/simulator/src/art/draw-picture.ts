import { createDrawing } from './drawing.ts'
import { createPalette } from './palette.ts'
import { createRandom } from './random.ts'
import { blurred, openRaster } from './raster.ts'
import type { Raster } from './raster.ts'
import type { Size } from './sizes.ts'
import type { StylePreset } from './style-presets.ts'
import { styleOf } from './style-presets.ts'
import { chooseScene } from './subject.ts'

export type OutputFormat = 'png' | 'jpeg' | 'webp'
export type PictureRequest = {
  prompt: string
  negativePrompt?: string | undefined
  model: string
  seed: number
  stylePreset?: StylePreset | undefined
  size: Size
  format: OutputFormat
  /** What the vendor does to an output that its filter caught. */
  blurred?: boolean | undefined
}

/** Draws one picture. The same request always gives the same bytes; model and seed change the composition, the preset the treatment. */
export async function drawPicture(request: PictureRequest): Promise<Uint8Array> {
  const subject = request.prompt.trim().toLowerCase()
  const promptRandom = createRandom(subject)
  const seedRandom = createRandom(
    `${subject}/${request.negativePrompt ?? ''}/${request.model}/${request.seed}`,
  )
  const drawing = createDrawing({
    aspect: request.size.width / request.size.height,
    palette: createPalette(subject, promptRandom, seedRandom.fork('palette')),
    random: seedRandom,
    prompt: subject,
  })
  chooseScene(subject, promptRandom.fork('scene'))(drawing)
  const raster = await styleOf(request.stylePreset)(drawing, request.size)
  return encode(
    request.blurred ? await blurred(raster, request.size.width / 24) : raster,
    request.format,
  )
}

async function encode(raster: Raster, format: OutputFormat): Promise<Uint8Array> {
  const image = openRaster(raster)
  if (format === 'jpeg') return image.jpeg({ quality: 88 }).toBuffer()
  if (format === 'webp') return image.webp({ quality: 86, effort: 2 }).toBuffer()
  return image.png({ compressionLevel: 6 }).toBuffer()
}
