import { crc32, deflateSync } from 'node:zlib'

type Colour = readonly [red: number, green: number, blue: number, alpha: number]

/** A true PNG of any size (8-bit RGBA, no interlace), by default a slope of colours. */
export function plainPng(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => Colour = (x, y) => [x % 256, y % 256, 128, 255],
): Buffer {
  const rows = Buffer.alloc(height * (width * 4 + 1))
  for (let y = 0; y < height; y += 1) {
    const start = y * (width * 4 + 1) + 1
    for (let x = 0; x < width; x += 1) rows.set(colourAt(x, y), start + x * 4)
  }
  return pngOf({ width, height, data: deflateSync(rows) })
}

/** A PNG of these chunks, whatever the header claims: also for pictures that lie about themselves. */
export function pngOf({ width, height, data }: { width: number; height: number; data: Buffer }) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
