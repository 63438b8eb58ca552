import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { maskAlpha } from './mask-alpha.ts'

const samplesOf = { grey: [0, 1], rgb: [2, 3], 'grey with alpha': [4, 2], rgba: [6, 4] } as const

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** A PNG of rows that are filtered already. */
function png(
  width: number,
  rows: number[][],
  change: { colour?: number; depth?: number; interlace?: number } = {},
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(rows.length, 4)
  header.set([change.depth ?? 8, change.colour ?? 0, 0, 0, change.interlace ?? 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Nine megapixels, whole and all black. */
function large(): Buffer {
  const small = png(1, [[0, 0]])
  const header = Buffer.from(small.subarray(16, 29))
  header.writeUInt32BE(3000, 0)
  header.writeUInt32BE(3000, 4)
  return Buffer.concat([
    small.subarray(0, 8),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(3001 * 3000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The alpha of every pixel of an RGBA PNG with one IDAT and no filters. */
function alphaOf(bytes: Uint8Array | null, width: number): number[][] {
  const view = Buffer.from(bytes ?? [])
  expect([...view.subarray(24, 29)]).toEqual([8, 6, 0, 0, 0])
  const length = view.readUInt32BE(33)
  const raw = inflateSync(view.subarray(41, 41 + length))
  const rows: number[][] = []
  for (let at = 0; at < raw.length; at += width * 4 + 1)
    rows.push(Array.from({ length: width }, (_, x) => raw[at + 1 + x * 4 + 3] ?? -1))
  return rows
}

describe('a mask', () => {
  it('is transparent where it was white, and opaque where it was black', async () => {
    const mask = png(3, [
      [0, 255, 0, 200],
      [0, 0, 127, 128],
    ])
    expect(alphaOf(await maskAlpha(mask), 3)).toEqual([
      [0, 255, 0],
      [255, 255, 0],
    ])
  })

  it.each([
    ['grey', [255, 0]],
    ['rgb', [255, 255, 255, 0, 0, 0]],
    ['grey with alpha', [255, 255, 255, 0]],
    ['rgba', [255, 255, 255, 255, 255, 255, 255, 0]],
  ] as const)('is read as %s; what is transparent counts as black', async (kind, samples) => {
    const mask = png(2, [[0, ...samples]], { colour: samplesOf[kind][0] })
    expect(alphaOf(await maskAlpha(mask), 2)).toEqual([[0, 255]])
  })

  it('is read through every row filter', async () => {
    // Each row says 255, 0, 255, written as difference to its neighbours (W3C PNG §9.2).
    const mask = png(3, [
      [0, 255, 0, 255],
      [1, 255, 1, 255],
      [2, 0, 0, 0],
      [3, 128, 129, 128],
      [4, 0, 1, 255],
    ])
    expect(alphaOf(await maskAlpha(mask), 3)).toEqual(Array.from({ length: 5 }, () => [0, 255, 0]))
  })

  it.each([
    ['not a PNG', Buffer.from('GIF89a'.padEnd(60))],
    ['of sixteen bits', png(1, [[0, 255, 255]], { depth: 16 })],
    ['a palette', png(1, [[0, 0]], { colour: 3 })],
    ['interlaced', png(1, [[0, 0]], { interlace: 1 })],
    ['shorter than it says', png(9, [[0, 255]])],
    ['longer than it says', png(1, [[0, 255, 255, 255, 255]])],
    ['of an unknown filter', png(1, [[7, 255]])],
    ['cut off', png(1, [[0, 255]]).subarray(0, 50)],
    ['too large', large()],
  ])('is refused when it is %s', async (_what, bytes) => expect(await maskAlpha(bytes)).toBeNull())
})
