import { createHash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { createPicturePool } from './create-picture-pool.ts'
import { pixelsOf, samplePicture, tellingPicture } from './testing/sample-pictures.ts'

const pool = createPicturePool({ producer: 'Aetherflow', threads: 1 })
afterAll(() => pool.close())

const provenance = { produceId: 'attempt-1' }
const bytesOf = async (picture: Sharp) => new Uint8Array(await picture.toBuffer())

// Made before any thread shuts the other decoders out of this process.
const gif = await samplePicture(8, 8).gif().toBuffer()
const tiff = await samplePicture(8, 8).tiff().toBuffer()
const avif = await samplePicture(16, 16).avif().toBuffer()
const wide = await sharp({ create: { width: 8000, height: 5100, channels: 3, background: '#123' } })
  .png()
  .toBuffer()
const broad = await sharp({
  create: { width: 6000, height: 6000, channels: 3, background: '#456' },
})
  .png()
  .toBuffer()
const animation = await sharp(await samplePicture(20, 40).raw().toBuffer(), {
  raw: { width: 20, height: 40, channels: 3, pageHeight: 20 },
})
  .webp()
  .toBuffer()
const uncompressed = await samplePicture(600, 600).png({ compressionLevel: 0 }).toBuffer()

describe('prepare', () => {
  it.each(['png', 'jpeg', 'webp'] as const)(
    'stores the pixels of a %s as they came',
    async (format) => {
      const original = await bytesOf(samplePicture(1216, 832).toFormat(format))
      const prepared = await pool.prepare(original, provenance)
      if (prepared === null) throw new Error('refused')
      expect(prepared).toMatchObject({ mimeType: `image/${format}`, width: 1216, height: 832 })
      expect(await pixelsOf(prepared.bytes)).toEqual(await pixelsOf(original))
      expect(createHash('sha256').update(prepared.bytes).digest('hex')).toBe(prepared.sha256)
      expect((await sharp(prepared.bytes).metadata()).xmpAsString).toContain('attempt-1')
    },
  )

  it('makes a thumbnail and a placeholder of the true shape', async () => {
    const prepared = await pool.prepare(await bytesOf(samplePicture(1216, 832).png()), provenance)
    const thumb = await sharp(prepared?.thumb).metadata()
    expect([thumb.format, thumb.width, thumb.height]).toEqual(['webp', 512, 350])
    expect(prepared?.placeholder).toMatch(/^data:image\/webp;base64,/)
    expect(prepared?.placeholder.length).toBeLessThan(2000)
  })

  it('turns a picture that lies on its side', async () => {
    const lying = await bytesOf(samplePicture(60, 40).withMetadata({ orientation: 6 }).jpeg())
    expect(await pool.prepare(lying, provenance)).toMatchObject({ width: 40, height: 60 })
  })

  it.each([
    ['an empty answer', Buffer.alloc(0)],
    ['a web page', Buffer.from('<!doctype html><html></html>')],
    ['a GIF', gif],
    ['a TIFF', tiff],
    ['an AVIF', avif],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['an animation', animation],
    ['half of a PNG', uncompressed.subarray(0, 4000)],
    ['a PNG without its end', uncompressed.subarray(0, -12)],
    ['more than 40 megapixels', wide],
    ['more than 25 MB', Buffer.concat([uncompressed, Buffer.alloc(25_000_000)])],
  ])('refuses %s', async (_, bytes) => {
    expect(await pool.prepare(new Uint8Array(bytes), provenance)).toBeNull()
  })

  it('goes on working after a hundred bombs at once', async () => {
    const bombs = Array.from({ length: 100 }, () => pool.prepare(new Uint8Array(wide), provenance))
    expect((await Promise.all(bombs)).every((answer) => answer === null)).toBe(true)
    const fine = await bytesOf(samplePicture(32, 32).png())
    expect(await pool.prepare(fine, provenance)).not.toBeNull()
  })
})

describe('adopt', () => {
  it.each(['png', 'jpeg', 'webp'] as const)(
    'leaves nothing of a %s but its pixels',
    async (format) => {
      const secret = 'TAKEN-AT-HOME'
      const adopted = await pool.adopt(await tellingPicture(format, secret))
      if (adopted === null) throw new Error('refused')
      expect(adopted).toMatchObject({ mimeType: `image/${format}`, width: 96, height: 64 })
      for (const bytes of [adopted.bytes, adopted.thumb]) {
        expect(Buffer.from(bytes).includes(secret)).toBe(false)
        expect((await sharp(bytes).metadata()).exif).toBeUndefined()
      }
    },
  )

  it('keeps the transparency of a mask', async () => {
    const mask = sharp({
      create: { width: 30, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
    const adopted = await pool.adopt(await bytesOf(mask.png()))
    expect((await sharp(adopted?.bytes).metadata()).hasAlpha).toBe(true)
  })
})

describe('convert', () => {
  const stored = async () =>
    (await pool.prepare(await bytesOf(samplePicture(640, 400).png()), provenance))?.bytes ??
    new Uint8Array()
  const plain = { longest: null, mark: false, provenance }

  it.each(['png', 'jpeg', 'webp', 'avif'] as const)(
    'writes %s with the label in it',
    async (format) => {
      const facts = { prompt: 'a lighthouse', negativePrompt: '', model: 'Core', seed: '7' }
      const source = await stored()
      const told = await pool.convert(source, {
        ...plain,
        format,
        provenance: { ...provenance, facts },
      })
      const silent = await pool.convert(source, { ...plain, format })
      // An AVIF cannot be opened here any more: the packet lies in it as it is.
      const packets = [told, silent].map(
        (picture) =>
          /<x:xmpmeta.*<\/x:xmpmeta>/s.exec(String(Buffer.from(picture?.bytes ?? [])))?.[0],
      )
      expect(packets[0]).toContain('a lighthouse\nSeed: 7')
      expect(packets[1]).toContain('TC260:AIGC')
      expect(packets[1]).not.toContain('lighthouse')
      expect(Buffer.from(silent?.bytes ?? []).includes('lighthouse')).toBe(false)
    },
  )

  it('makes it as small as asked, and never larger', async () => {
    const small = await pool.convert(await stored(), { ...plain, format: 'webp', longest: 256 })
    expect([small?.width, small?.height]).toEqual([256, 160])
    const large = await pool.convert(await stored(), { ...plain, format: 'jpeg', longest: 4096 })
    const { width, height } = await sharp(large?.bytes).metadata()
    expect([width, height]).toEqual([640, 400])
  })

  it.each([
    [640, 400],
    [300, 900],
    [64, 64],
    [9, 5],
    [2000, 30],
  ])(
    'draws the visible label in the corner of %i × %i, and nowhere else',
    async (width, height) => {
      const source = await bytesOf(
        sharp({ create: { width, height, channels: 3, background: '#fff' } }).png(),
      )
      const marked = await pool.convert(source, { ...plain, format: 'png', mark: true })
      const pixels = await sharp(marked?.bytes).greyscale().raw().toBuffer()
      expect(pixels.length).toBe(width * height)
      const dark = [...pixels.keys()].filter((at) => (pixels[at] ?? 255) < 200)
      const rows = new Set(dark.map((at) => Math.floor(at / width)))
      expect(dark.length).toBeGreaterThan(0)
      // The letters take 60 % of the plate, and a twentieth of the shorter side at least.
      const fits = width * 0.96 * (192 / 1420) >= (Math.min(width, height) * 0.05) / 0.6
      if (fits) expect(rows.size * 0.6).toBeGreaterThanOrEqual(Math.min(width, height) * 0.05 - 1)
      if (height > 60) expect(Math.min(...rows)).toBeGreaterThan(height / 2)
    },
  )

  it('touches no pixel when it only changes what is said about them', async () => {
    const source = await stored()
    const same = await pool.convert(source, { ...plain, format: 'png' })
    expect(await pixelsOf(same?.bytes ?? new Uint8Array())).toEqual(await pixelsOf(source))
  })
})

it('gives up a picture that takes too long, and only that', async () => {
  const impatient = createPicturePool({ producer: 'A', threads: 1, jobTimeoutMs: 100 })
  const conversion = { format: 'avif', longest: null, mark: true, provenance } as const
  await expect(impatient.convert(new Uint8Array(broad), conversion)).rejects.toMatchObject({
    name: 'AbortError',
  })
  await impatient.close()
  expect(await pool.prepare(await bytesOf(samplePicture(32, 32).png()), provenance)).not.toBeNull()
})

it('refuses one job more than may wait, by a code', async () => {
  const small = createPicturePool({ producer: 'A', threads: 1, maxQueue: 2 })
  const source = await bytesOf(samplePicture(1500, 1500).png())
  const jobs = Array.from({ length: 12 }, () => small.adopt(source))
  const ended = await Promise.allSettled(jobs)
  const refused = ended.filter((end) => end.status === 'rejected')
  expect(refused).toHaveLength(9)
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'PICTURES_BUSY' })
  await small.close()
})
