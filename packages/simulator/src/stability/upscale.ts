import type { Endpoint, Order } from './endpoint.ts'
import { type Fields, readEditFields } from './fields.ts'
import { readPicture, type SentPicture } from './read-picture.ts'
import { enlarge } from './retouch.ts'

const FOUR_MEGAPIXELS = 4_194_304

/** An upscaler: the picture that came, so many times its size. */
function upscaled(
  fields: Fields,
  price: { model: string; credits: number },
  { picture, words }: { picture: SentPicture | null; words: 'required' | 'none' },
  factorOf: (picture: SentPicture) => number,
): Order {
  const { prompt, seed, format } = readEditFields(fields, { prompt: words })
  if (fields.file('image') === undefined) fields.errors.push('image: is required')
  return {
    ...price,
    prompt,
    seed,
    format,
    paint: async () =>
      picture === null ? Buffer.alloc(0) : enlarge(picture, factorOf(picture), format),
  }
}

const toFourMegapixels = ({ width, height }: SentPicture) =>
  Math.max(1, Math.sqrt(FOUR_MEGAPIXELS / (width * height)))

/** `POST …/upscale/fast`: 2 credits, four times each side. */
export const upscaleFast: Endpoint = {
  path: 'upscale/fast',
  latencyMs: [800, 1200],
  async read(fields) {
    const bounds = { minSide: 32, maxSide: 1536, minPixels: 1024, maxPixels: 1_048_576 }
    const picture = await readPicture(fields, 'image', bounds)
    const price = { model: 'upscale-fast', credits: 2 }
    return upscaled(fields, price, { picture, words: 'none' }, () => 4)
  },
}

/** `POST …/upscale/conservative`: 40 credits, 4 megapixels. */
export const upscaleConservative: Endpoint = {
  path: 'upscale/conservative',
  latencyMs: [3000, 5000],
  async read(fields) {
    const picture = await readPicture(fields, 'image', { maxPixels: 9_437_184, maxRatio: 2.5 })
    fields.number('creativity', { min: 0.2, max: 0.5 })
    const price = { model: 'upscale-conservative', credits: 40 }
    return upscaled(fields, price, { picture, words: 'required' }, toFourMegapixels)
  },
}

/** `POST …/upscale/creative`: 60 credits; answers 200 with the name of a job. */
export const upscaleCreative: Endpoint = {
  path: 'upscale/creative',
  latencyMs: [5000, 9000],
  later: true,
  async read(fields) {
    const picture = await readPicture(fields, 'image', { maxPixels: 1_048_576 })
    fields.number('creativity', { min: 0.1, max: 0.5 })
    const price = { model: 'upscale-creative', credits: 60 }
    return upscaled(fields, price, { picture, words: 'required' }, toFourMegapixels)
  },
}
