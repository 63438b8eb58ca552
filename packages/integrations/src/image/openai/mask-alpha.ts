import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { crc32, deflate, inflate } from 'node:zlib'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')
/** Samples per pixel by PNG colour type (W3C PNG §11.2.1); palettes are not taken. */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 }
const maxPixels = 8_294_400
/** Then others have their turn: this runs beside the heartbeats of a worker. */
const rowsAtOnce = 16

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
  if (raw === null || !(await unfilter(raw))) return null
  const { width, height, samples, rows } = raw
  const out = Buffer.alloc((width * 4 + 1) * height)
  for (let y = 0; y < height; y += 1) {
    if (y % rowsAtOnce === 0) await setImmediate()
    writeAlpha(rows.subarray(y * (width * samples + 1) + 1), samples, out, y, width)
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

function writeAlpha(row: Buffer, samples: number, out: Buffer, y: number, width: number): void {
  const hasAlpha = samples === 2 || samples === 4
  let to = y * (width * 4 + 1) + 4
  for (let at = 0; at < width * samples; at += samples, to += 4) {
    const first = row[at] ?? 0
    const light = samples < 3 ? first : (first + (row[at + 1] ?? 0) + (row[at + 2] ?? 0)) / 3
    const seen = hasAlpha ? (light * (row[at + samples - 1] ?? 0)) / 255 : light
    if (seen < 128) out[to] = 255
  }
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
async function unfilter({ width, height, samples, rows }: Raw): Promise<boolean> {
  const stride = width * samples + 1
  for (let y = 0; y < height; y += 1) {
    if (y % rowsAtOnce === 0) await setImmediate()
    const filter = rows[y * stride] ?? 5
    if (filter > 4) return false
    const row = rows.subarray(y * stride + 1, (y + 1) * stride)
    const above = y === 0 ? Buffer.alloc(stride - 1) : rows.subarray((y - 1) * stride + 1)
    if (filter > 0) unfilterRow(row, above, filter, samples)
  }
  return true
}

/** A Buffer keeps the low eight bits of what is written to it. */
function unfilterRow(row: Buffer, above: Buffer, filter: number, samples: number): void {
  for (let i = 0; i < row.length; i += 1) {
    const left = i < samples ? 0 : (row[i - samples] ?? 0)
    const up = above[i] ?? 0
    const guess =
      filter === 1
        ? left
        : filter === 2
          ? up
          : filter === 3
            ? (left + up) >> 1
            : paeth(left, up, i < samples ? 0 : (above[i - samples] ?? 0))
    row[i] = (row[i] ?? 0) + guess
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const a = Math.abs(guess - left)
  const b = Math.abs(guess - up)
  const c = Math.abs(guess - corner)
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
