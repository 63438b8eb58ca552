import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { pixelsOf, samplePicture, tellingPicture } from '../testing/sample-pictures.ts'
import { aigcXmp } from './aigc-xmp.ts'
import { relabel } from './relabel.ts'

const formats = ['png', 'jpeg', 'webp'] as const
const size = { width: 96, height: 64 }
const provenance = { produceId: '0193-attempt' }
const xmp = aigcXmp('Aetherflow', provenance)
const secret = 'SECRET-OF-THE-CAMERA'

/** What another program reads: libvips, which knows nothing of how we write. */
async function readXmp(bytes: Uint8Array) {
  return (await sharp(bytes).metadata()).xmpAsString ?? ''
}

/** The label as a reader of the standard finds it. */
function aigcOf(packet: string): unknown {
  const json = /<TC260:AIGC>(.*)<\/TC260:AIGC>/s.exec(packet)?.[1] ?? ''
  return JSON.parse(json.replaceAll('&quot;', '"').replaceAll('&apos;', "'"))
}

describe.each(formats)('%s', (format) => {
  it('carries the label of the standard and the source type, and only them', async () => {
    const labelled = relabel(await tellingPicture(format, secret), format, size, xmp)
    const packet = await readXmp(labelled ?? new Uint8Array())
    expect(aigcOf(packet)).toEqual({
      Label: '1',
      ContentProducer: 'Aetherflow',
      ProduceID: '0193-attempt',
      ReservedCode1: '',
      ContentPropagator: '',
      PropagateID: '',
      ReservedCode2: '',
    })
    expect(packet).toContain('xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"')
    expect(packet).toContain(
      '<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia<',
    )
  })

  it('loses EXIF, place, foreign XMP and whatever follows the picture', async () => {
    const telling = await tellingPicture(format, secret)
    expect(Buffer.from(telling).includes(secret)).toBe(true)
    const labelled = relabel(telling, format, size, xmp) ?? new Uint8Array()
    expect(Buffer.from(labelled).includes(secret)).toBe(false)
    const { exif, iptc } = await sharp(labelled).metadata()
    expect([exif, iptc]).toEqual([undefined, undefined])
  })

  it('keeps every pixel, and the colour profile', async () => {
    const original = await samplePicture(96, 64).withIccProfile('p3').toFormat(format).toBuffer()
    const labelled = relabel(original, format, size, xmp) ?? new Uint8Array()
    expect(await pixelsOf(labelled)).toEqual(await pixelsOf(original))
    expect((await sharp(labelled).metadata()).hasProfile).toBe(true)
  })

  it('replaces the label that is there', async () => {
    const once =
      relabel(await tellingPicture(format, secret), format, size, xmp) ?? new Uint8Array()
    const other = aigcXmp('Somebody', { produceId: 'p', propagateId: 'copy-1' })
    const twice = relabel(once, format, size, other) ?? new Uint8Array()
    expect(aigcOf(await readXmp(twice))).toMatchObject({
      ContentPropagator: 'Somebody',
      PropagateID: 'copy-1',
    })
    expect(Buffer.from(twice).includes('0193-attempt')).toBe(false)
  })

  it('never throws and never reads on for ever, whatever the bytes', async () => {
    const whole = await tellingPicture(format, secret)
    const damaged = fc.record({
      cut: fc.nat(whole.length),
      flips: fc.array(fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) }), {
        maxLength: 8,
      }),
    })
    fc.assert(
      fc.property(damaged, ({ cut, flips }) => {
        const bytes = Uint8Array.from(whole)
        for (const { at, to } of flips) bytes[at] = to
        relabel(bytes.subarray(0, cut), format, size, xmp)
      }),
      { numRuns: 300 },
    )
  })
})

it('keeps the transparency of a WebP', async () => {
  for (const lossless of [true, false]) {
    const clear = await sharp({
      create: {
        width: 40,
        height: 30,
        channels: 4,
        background: { r: 9, g: 200, b: 90, alpha: 0.4 },
      },
    })
      .webp({ lossless })
      .toBuffer()
    const labelled = relabel(clear, 'webp', { width: 40, height: 30 }, xmp) ?? new Uint8Array()
    expect((await sharp(labelled).metadata()).hasAlpha).toBe(true)
    expect(await pixelsOf(labelled)).toEqual(await pixelsOf(clear))
  }
})

it('drops the further frames of an animated PNG and refuses an animated WebP', async () => {
  const frames = await sharp(await samplePicture(20, 40).raw().toBuffer(), {
    raw: { width: 20, height: 40, channels: 3, pageHeight: 20 },
  })
    .webp()
    .toBuffer()
  expect(relabel(frames, 'webp', { width: 20, height: 20 }, xmp)).toBeNull()
  const png = await samplePicture(8, 8).png().toBuffer()
  const animated = Buffer.concat([
    png.subarray(0, 33),
    Buffer.from('000000086163544c0000000100000000b92d6d62', 'hex'),
    png.subarray(33),
  ])
  const still = relabel(animated, 'png', { width: 8, height: 8 }, xmp) ?? new Uint8Array()
  expect(Buffer.from(still).includes('acTL')).toBe(false)
})
