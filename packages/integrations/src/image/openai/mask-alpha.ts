import { promisify } from 'node:util'
import { crc32, deflate, inflate } from 'node:zlib'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')
/** Samples per pixel by PNG colour type (W3C PNG §11.2.1); palettes are not taken. */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 }
const maxPixels = 8_294_400

type Raw = { width: number; height: number; samples: number; rows: Buffer }

/**
 * Turns a mask that is white where something is to be drawn into one that is transparent there, which is how the vendor wants
 * it. What is transparent in the given mask counts as black. Done by hand because it is one format and one rule, and no
 * image library has to run beside the keys.
 * @param png 8 bits per sample, grey or RGB, with or without alpha, not interlaced
 * @returns an RGBA PNG, or null for anything else
 */
export async function maskAlpha(png: Uint8Array): Promise<Uint8Array | null> {
  const raw = await read(Buffer.from(png.buffer, png.byteOffset, png.byteLength))
  if (raw === null || !unfilter(raw)) return null
  const { width, height, samples, rows } = raw
  const stride = width * samples + 1
  const out = Buffer.alloc((width * 4 + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * stride + 1 + x * samples
      const isWhite = brightness(rows, at, samples) >= 128
      if (!isWhite) out[y * (width * 4 + 1) + 1 + x * 4 + 3] = 255
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const data = await promisify(deflate)(out)
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', header),
      chunk('IDAT', data),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  )
}

function brightness(rows: Buffer, at: number, samples: number): number {
  const sample = (offset: number) => rows[at + offset] ?? 0
  const light = samples < 3 ? sample(0) : (sample(0) + sample(1) + sample(2)) / 3
  return samples === 2 || samples === 4 ? (light * sample(samples - 1)) / 255 : light
}

async function read(png: Buffer): Promise<Raw | null> {
  if (png.length < 45 || !png.subarray(0, 8).equals(signature)) return null
  if (png.toString('latin1', 12, 16) !== 'IHDR') return null
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const [depth, colour, compression, filter, interlace] = png.subarray(24, 29)
  const samples = samplesOf[colour ?? -1]
  if (samples === undefined || depth !== 8 || compression !== 0 || filter !== 0) return null
  if (interlace !== 0 || width < 1 || height < 1 || width * height > maxPixels) return null
  const parts: Buffer[] = []
  for (let at = 8; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at)
    if (at + 12 + length > png.length) return null
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  const size = (width * samples + 1) * height
  try {
    const rows = await promisify(inflate)(Buffer.concat(parts), { maxOutputLength: size })
    return rows.length === size ? { width, height, samples, rows } : null
  } catch {
    return null
  }
}

/** Undoes the row filters in place (W3C PNG §9); false for a filter that does not exist. */
function unfilter({ width, height, samples, rows }: Raw): boolean {
  const stride = width * samples + 1
  for (let y = 0; y < height; y += 1) {
    const start = y * stride + 1
    const filter = rows[start - 1] ?? 5
    if (filter > 4) return false
    for (let i = 0; i < stride - 1 && filter !== 0; i += 1) {
      const left = i >= samples ? (rows[start + i - samples] ?? 0) : 0
      const up = y > 0 ? (rows[start + i - stride] ?? 0) : 0
      const corner = i >= samples && y > 0 ? (rows[start + i - stride - samples] ?? 0) : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      rows[start + i] = ((rows[start + i] ?? 0) + guess) & 0xff
    }
  }
  return true
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(named.length + 8)
  out.writeUInt32BE(data.length, 0)
  named.copy(out, 4)
  out.writeUInt32BE(crc32(named), named.length + 4)
  return out
}
