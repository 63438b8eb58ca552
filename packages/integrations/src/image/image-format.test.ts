import { describe, expect, it } from 'vitest'
import { tinyJpeg, tinyPng, tinyWebp } from '../testing/tiny-images.ts'
import { imageFormat } from './image-format.ts'

describe('the format of an image', () => {
  it.each([
    ['png', tinyPng],
    ['jpeg', tinyJpeg],
    ['webp', tinyWebp],
  ])('%s is known by its bytes', (format, bytes) => {
    expect(imageFormat(bytes)).toBe(format)
    expect(imageFormat(new Uint8Array(Buffer.concat([Buffer.alloc(3), bytes])).subarray(3))).toBe(
      format,
    )
  })

  it.each([
    ['png', tinyPng],
    ['jpeg', tinyJpeg],
    ['webp', tinyWebp],
  ])('is none for a %s cut off anywhere', (_format, bytes) => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(imageFormat(bytes.subarray(0, length))).toBeNull()
    }
  })

  it.each([
    ['nothing', ''],
    ['HTML', '<!doctype html><html><body>Welcome</body></html>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['GIF', `GIF89a${'x'.repeat(40)}`],
    ['a RIFF sound', `RIFF\u0008\0\0\0WAVE${'x'.repeat(40)}`],
    ['JSON', '{"image":"aGVsbG8=","finish_reason":"SUCCESS"}'],
  ])('is none for %s', (_name, text) => {
    expect(imageFormat(Buffer.from(text, 'latin1'))).toBeNull()
  })
})

it('takes a WebP of several pictures for none', () => {
  const still = Buffer.alloc(40)
  still.write('RIFF', 0, 'latin1')
  still.writeUInt32LE(32, 4)
  still.write('WEBPVP8X', 8, 'latin1')
  expect(imageFormat(still)).toBe('webp')
  still[20] = 0x02
  expect(imageFormat(still)).toBeNull()
})
