import sharp from 'sharp'

export type Photo = { format: 'png' | 'jpeg' | 'webp'; bytes: Uint8Array }

/**
 * A picture of a megapixel as upstreams send it, in each format: soft shapes under fine grain, so that it is as hard to
 * compress as a photograph (a PNG of 2 to 3 MB). The same at every run.
 */
export async function photos(side = 1024): Promise<Photo[]> {
  const pixels = Buffer.alloc(side * side * 3)
  let state = 12_345
  for (let at = 0; at < side * side; at += 1) {
    const [x, y] = [(at % side) / side, Math.floor(at / side) / side]
    for (let channel = 0; channel < 3; channel += 1) {
      // A linear congruential generator: grain that is the same everywhere.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      const shape = Math.sin(x * (9 + channel * 4) + Math.cos(y * 7) * 3) * 70
      pixels[at * 3 + channel] = 128 + shape + (state / 2 ** 32 - 0.5) * 60
    }
  }
  const picture = sharp(pixels, { raw: { width: side, height: side, channels: 3 } }).blur(0.8)
  const source = await picture.png().toBuffer()
  const formats = [
    { format: 'png', bytes: source },
    { format: 'jpeg', bytes: await sharp(source).jpeg({ quality: 92 }).toBuffer() },
    { format: 'webp', bytes: await sharp(source).webp({ quality: 90 }).toBuffer() },
  ] as const
  return formats.map(({ format, bytes }) => ({ format, bytes: new Uint8Array(bytes) }))
}
