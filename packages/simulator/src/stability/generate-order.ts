import { sizeOf } from '../art/sizes.ts'
import type { Order } from './endpoint.ts'
import { type Fields, readGenerateFields } from './fields.ts'
import { readPicture, type SentPicture } from './read-picture.ts'
import { redraw } from './retouch.ts'

const ONE_MEGAPIXEL = 1_048_576

/** An order of the three generate routes: from words, or from words and the picture that came with them. */
export function generateOrder(
  fields: Fields,
  price: { model: string; credits: number },
  start: StartImage = null,
): Order {
  const { prompt, negativePrompt, aspectRatio, seed, format, stylePreset } =
    readGenerateFields(fields)
  const words = { prompt, negativePrompt, model: price.model, stylePreset }
  return {
    ...price,
    prompt,
    seed,
    format,
    paint: (draw, drawnSeed) => {
      if (start !== null)
        return redraw(draw, { ...words, ...start, seed: drawnSeed, format, pixels: ONE_MEGAPIXEL })
      const size = sizeOf(price.model, aspectRatio)
      return draw({ ...words, seed: drawnSeed, size, format })
    },
  }
}

type StartImage = { picture: SentPicture; strength: number } | null

/** The picture that image-to-image begins with, as the vendor checks it. */
export async function readStartImage(
  fields: Fields,
  mode: 'optional' | 'required' | 'forbidden',
): Promise<StartImage> {
  const strength = fields.number('strength', { min: 0, max: 1 })
  const given = fields.file('image') !== undefined
  if (mode === 'forbidden' && (given || strength !== undefined)) {
    fields.errors.push('image: is only allowed when mode is image-to-image')
    return null
  }
  if (mode === 'required' && !given) fields.errors.push('image: is required')
  if (!given) return null
  if (strength === undefined) {
    fields.errors.push('strength: is required')
    return null
  }
  const picture = await readPicture(fields, 'image', {})
  return picture === null ? null : { picture, strength }
}
