import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawPicture } from './draw-picture.ts'
import type { PictureRequest } from './draw-picture.ts'
import { ASPECT_RATIOS, sizeOf } from './sizes.ts'
import { STYLE_PRESETS } from './style-presets.ts'
import type { StylePreset } from './style-presets.ts'

const small: PictureRequest = {
  prompt: 'a lighthouse',
  model: 'ultra',
  seed: 3,
  size: { width: 256, height: 256 },
  format: 'png',
}
const presets = Object.keys(STYLE_PRESETS) as StylePreset[]

/** Mean distance of two pictures' pixels, 0–255. */
async function distance(a: Uint8Array, b: Uint8Array, side = 64): Promise<number> {
  const [left, right] = await Promise.all(
    [a, b].map((bytes) =>
      sharp(bytes).resize(side, side, { fit: 'fill' }).removeAlpha().raw().toBuffer(),
    ),
  )
  if (!left || !right) throw new Error('no pixels')
  return (
    left.reduce((sum, value, index) => sum + Math.abs(value - (right[index] ?? 0)), 0) / left.length
  )
}

/** The pairs, by their places, that one could take for the same picture. */
async function tooSimilar(
  pictures: readonly Uint8Array[],
  { nearerThan, side }: { nearerThan: number; side: number },
): Promise<string[]> {
  const pairs = pictures.flatMap((picture, index) =>
    pictures.slice(index + 1).map(async (other, offset) => ({
      names: `${index} and ${index + 1 + offset}`,
      apart: await distance(picture, other, side),
    })),
  )
  return (await Promise.all(pairs))
    .filter(({ apart }) => apart < nearerThan)
    .map(({ names }) => names)
}

describe('a drawn picture', () => {
  it('is the same bytes for the same request', async () => {
    for (const stylePreset of [undefined, ...presets]) {
      const [first, again] = [
        await drawPicture({ ...small, stylePreset }),
        await drawPicture({ ...small, stylePreset }),
      ]
      expect(Buffer.from(first).equals(again), stylePreset).toBe(true)
    }
  })

  it('differs clearly by prompt', async () => {
    const prompts = [
      'the sea',
      'mountains',
      'a city',
      'a forest',
      'portrait of a woman',
      'flowers',
      'desert',
      'northern lights',
      'abstract shapes',
      'a contour map',
      'fruit in a bowl',
      'a cat',
      'koi pond',
      'saturn',
      'a farm',
      'zebra crossing',
      'quantum dreams',
    ]
    const pictures = await Promise.all(prompts.map((prompt) => drawPicture({ ...small, prompt })))
    expect(await tooSimilar(pictures, { nearerThan: 8, side: 64 })).toEqual([])
  })

  it('differs visibly by each of the seventeen styles', async () => {
    expect(presets).toHaveLength(17)
    const pictures = await Promise.all(
      [undefined, ...presets].map((stylePreset) => drawPicture({ ...small, stylePreset })),
    )
    expect(await tooSimilar(pictures, { nearerThan: 2, side: 256 })).toEqual([])
  })

  it('is neither one colour nor noise', async () => {
    for (const stylePreset of [undefined, ...presets]) {
      const { entropy, channels } = await sharp(
        await drawPicture({ ...small, stylePreset }),
      ).stats()
      expect(Math.max(...channels.map((channel) => channel.stdev)), stylePreset).toBeGreaterThan(12)
      expect(entropy, stylePreset).toBeGreaterThan(0.8)
      expect(entropy, stylePreset).toBeLessThan(7.95)
    }
  })

  it('differs by seed and by model', async () => {
    const plain = await drawPicture(small)
    expect(await distance(plain, await drawPicture({ ...small, seed: 4 }))).toBeGreaterThan(2)
    expect(await distance(plain, await drawPicture({ ...small, model: 'core' }))).toBeGreaterThan(2)
  })

  it('survives prompts of any kind', async () => {
    for (const prompt of ['', '🌊', 'x'.repeat(10_000), '<script>"&\'</script>', '__proto__']) {
      expect((await sharp(await drawPicture({ ...small, prompt })).metadata()).width).toBe(256)
    }
  })
})

describe('the sizes', () => {
  it.each(ASPECT_RATIOS)(
    'of %s keep the proportion, in steps of 32, near the promised area',
    (ratio) => {
      const [across = 1, down = 1] = ratio.split(':').map(Number)
      for (const [model, area] of [
        ['ultra', 1024 ** 2],
        ['core', 1536 ** 2],
      ] as const) {
        const { width, height } = sizeOf(model, ratio)
        expect(width % 32).toBe(0)
        expect(height % 32).toBe(0)
        expect(Math.abs((width / height) * (down / across) - 1)).toBeLessThan(0.04)
        expect(Math.abs((width * height) / area - 1)).toBeLessThan(0.07)
      }
    },
  )
})
