import sharp from 'sharp'
import { afterAll, expect, it } from 'vitest'
import { createImagePool } from './create-image-pool.ts'

const pool = createImagePool(1)
afterAll(() => pool.close())

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 20, g: 90, b: 110 } } })

it('makes a thumbnail and a placeholder of the true shape', async () => {
  const bytes = new Uint8Array(await picture(1216, 832).png().toBuffer())
  const prepared = await pool.prepare(bytes)
  expect(prepared).toMatchObject({ mimeType: 'image/png', width: 1216, height: 832 })
  const thumb = await sharp(prepared?.thumb).metadata()
  expect([thumb.format, thumb.width, thumb.height]).toEqual(['webp', 640, 438])
  expect(prepared?.placeholder).toMatch(/^data:image\/webp;base64,/)
})

it.each(['jpeg', 'webp'] as const)('accepts %s', async (format) => {
  const bytes = new Uint8Array(await picture(64, 64).toFormat(format).toBuffer())
  expect(await pool.prepare(bytes)).toMatchObject({ mimeType: `image/${format}` })
})

it.each([
  ['an empty answer', () => Promise.resolve(Buffer.alloc(0))],
  ['a web page', () => Promise.resolve(Buffer.from('<!doctype html><html></html>'))],
  ['a GIF', () => picture(8, 8).gif().toBuffer()],
  ['a TIFF', () => picture(8, 8).tiff().toBuffer()],
  [
    'an SVG',
    () =>
      Promise.resolve(
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      ),
  ],
  [
    'half of a PNG',
    async () => (await picture(600, 600).png({ compressionLevel: 0 }).toBuffer()).subarray(0, 4000),
  ],
  ['more than 40 megapixels', () => picture(8000, 5100).png().toBuffer()],
])('refuses %s', async (_, make) => {
  expect(await pool.prepare(new Uint8Array(await make()))).toBeNull()
})

it('goes on working after refusing', async () => {
  await pool.prepare(new Uint8Array([1, 2, 3]))
  expect(await pool.prepare(new Uint8Array(await picture(32, 32).png().toBuffer()))).not.toBeNull()
})
