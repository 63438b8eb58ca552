import sharp, { type Sharp } from 'sharp'

/** A picture with structure, so that formats and sizes make a difference. */
export function samplePicture(width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3)
  for (let at = 0; at < width * height; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)]
    pixels[at * 3] = (x * 3) % 256
    pixels[at * 3 + 1] = (y * 2) % 256
    pixels[at * 3 + 2] = ((x ^ y) * 5) % 256
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** Its bytes in a format, with everything in it that may give somebody away. */
export async function tellingPicture(
  format: 'png' | 'jpeg' | 'webp',
  secret: string,
  [width, height] = [96, 64],
): Promise<Uint8Array> {
  const bytes = await samplePicture(width ?? 96, height ?? 64)
    .withExif({
      IFD0: { Artist: secret, ImageDescription: secret },
      IFD3: { GPSLatitude: '59/1 54/1 0/1', GPSLatitudeRef: 'N' },
    })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>${secret}</note></x:xmpmeta>`)
    .toFormat(format)
    .toBuffer()
  return new Uint8Array(Buffer.concat([bytes, Buffer.from(`PK${secret}`)]))
}

/** Its pixels, whatever else is in the file. */
export async function pixelsOf(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).raw().toBuffer()
}
