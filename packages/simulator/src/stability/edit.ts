import type { OutputFormat } from '../art/draw-picture.ts'
import type { DrawPicture } from '../picture-studio.ts'
import type { Endpoint } from './endpoint.ts'
import { type EditFields, type Fields, readEditFields } from './fields.ts'
import { readPicture, type SentPicture } from './read-picture.ts'
import { areaOf, cutOut, extend, middle, repaint, smear, tint } from './retouch.ts'

type Words = {
  prompt: string
  model: string
  seed: number
  stylePreset?: EditFields['stylePreset']
}
type Paint = (
  draw: DrawPicture,
  words: Words,
  given: { picture: SentPicture; format: OutputFormat },
) => Promise<Uint8Array>
type Edit = {
  name: string
  credits: number
  prompt: 'required' | 'optional' | 'none'
  maxPixels?: number
  maxRatio?: number
  formats?: readonly OutputFormat[]
  /** Reads what only this route has. */
  read?(fields: Fields, picture: SentPicture | null): Promise<Paint> | Paint
}

/** `POST …/edit/<name>`. */
function edit({ name, credits, prompt: words, formats, read, ...bounds }: Edit): Endpoint {
  return {
    path: `edit/${name}`,
    latencyMs: [2000, 4000],
    async read(fields) {
      const picture = await readPicture(fields, 'image', { maxPixels: 9_437_184, ...bounds })
      if (fields.file('image') === undefined) fields.errors.push('image: is required')
      const { prompt, seed, format, stylePreset } = readEditFields(fields, {
        prompt: words,
        ...(formats === undefined ? {} : { formats }),
      })
      const paint = await read?.(fields, picture)
      return {
        model: name,
        credits,
        prompt,
        seed,
        format,
        paint: async (draw, drawnSeed) => {
          if (picture === null || paint === undefined) return Buffer.alloc(0)
          const said = { prompt, model: name, seed: drawnSeed, stylePreset }
          return paint(draw, said, { picture, format })
        },
      }
    },
  }
}

/** Reads the mask, or takes the picture's own transparency for one. */
async function readArea(fields: Fields, picture: SentPicture | null, maxGrow: number) {
  const mask = await readPicture(fields, 'mask', {})
  const grow = fields.number('grow_mask', { min: 0, max: maxGrow, whole: true }) ?? 5
  if (picture === null || fields.errors.length > 0) return new Uint8Array()
  const area = await areaOf(picture, mask, grow)
  if (area === null) fields.errors.push('mask: is required when the image has no alpha channel')
  return area ?? new Uint8Array()
}

const removeBackground = edit({
  name: 'remove-background',
  credits: 5,
  prompt: 'none',
  maxPixels: 4_194_304,
  formats: ['png', 'webp'],
  read:
    () =>
    (_draw, _words, { picture, format }) =>
      cutOut(picture, format),
})

const inpaint = edit({
  name: 'inpaint',
  credits: 5,
  prompt: 'required',
  async read(fields, picture) {
    const area = await readArea(fields, picture, 100)
    return (draw, words, given) => repaint(draw, words, { ...given, area })
  },
})

const erase = edit({
  name: 'erase',
  credits: 5,
  prompt: 'none',
  async read(fields, picture) {
    const area = await readArea(fields, picture, 20)
    return (_draw, _words, given) => smear(given.picture, area, given.format)
  },
})

const outpaint = edit({
  name: 'outpaint',
  credits: 4,
  prompt: 'optional',
  maxRatio: 2.5,
  read(fields) {
    const side = (name: string) => fields.number(name, { min: 0, max: 2000, whole: true }) ?? 0
    const sides = { left: side('left'), right: side('right'), up: side('up'), down: side('down') }
    fields.number('creativity', { min: 0, max: 1 })
    if (Object.values(sides).every((length) => length === 0))
      fields.errors.push('at least one of left, right, up or down must be greater than zero')
    return (draw, words, given) => extend(draw, words, { ...given, sides })
  },
})

const searchAndReplace = edit({
  name: 'search-and-replace',
  credits: 5,
  prompt: 'required',
  read(fields) {
    fields.text('search_prompt', { max: 10_000, required: true })
    return (draw, words, given) => repaint(draw, words, { ...given, area: middle(given.picture) })
  },
})

const searchAndRecolor = edit({
  name: 'search-and-recolor',
  credits: 5,
  prompt: 'required',
  read(fields) {
    fields.text('select_prompt', { max: 10_000, required: true })
    return (_draw, { prompt }, { picture, format }) =>
      tint(picture, { area: middle(picture), hue: 60 + (prompt.length % 8) * 30, format })
  },
})

export const edits: readonly Endpoint[] = [
  removeBackground,
  inpaint,
  erase,
  outpaint,
  searchAndReplace,
  searchAndRecolor,
]
