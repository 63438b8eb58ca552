import { deflateSync } from 'node:zlib'
import { plainPng, pngOf } from '../plain-png.ts'

let blackPixels: Buffer | undefined

/** Pictures that are none, or more than one may open. By the name of what is wrong. */
export const badPictures: Readonly<Record<string, () => Buffer>> = {
  'a picture that claims 60,000 pixels a side': () =>
    pngOf({ width: 60_000, height: 60_000, data: deflateSync(Buffer.alloc(1000)) }),
  'a picture of 60 million black pixels': () =>
    (blackPixels ??= pngOf({
      width: 10_000,
      height: 6000,
      data: deflateSync(Buffer.alloc(6000 * 40_001), { level: 1 }),
    })),
  'a picture of no pixels': () =>
    pngOf({ width: 0, height: 0, data: deflateSync(Buffer.alloc(0)) }),
  'a picture cut off at its end': () => plainPng(64, 64).subarray(0, -20),
  'a picture with its middle cut out': () => {
    const bytes = plainPng(64, 64)
    return Buffer.concat([bytes.subarray(0, 60), bytes.subarray(-12)])
  },
  'a picture with nothing in it': () => pngOf({ width: 64, height: 64, data: Buffer.alloc(0) }),
  'a picture with a page behind it': () =>
    Buffer.concat([plainPng(64, 64), Buffer.from('<script>alert(1)</script>')]),
  'an SVG': () =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="file:///etc/passwd"/>${' '.repeat(64)}</svg>`,
    ),
  'a GIF': () => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
  'a moving WebP': () => movingWebp(),
  'a PDF': () => Buffer.from(`%PDF-1.7\n${'x'.repeat(100)}\n%%EOF`),
  'a ZIP': () => Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(100)]),
  'one byte': () => Buffer.from('x'),
}

/** RFC 9649: VP8X with the animation flag, ANIM, and no frame. */
function movingWebp(): Buffer {
  const chunk = (name: string, body: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(body.length)
    return Buffer.concat([Buffer.from(name, 'latin1'), length, body])
  }
  const extended = Buffer.alloc(10)
  extended[0] = 0x02
  const chunks = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    chunk('VP8X', extended),
    chunk('ANIM', Buffer.alloc(6)),
    chunk('ANMF', Buffer.alloc(16)),
  ])
  return chunk('RIFF', chunks)
}
