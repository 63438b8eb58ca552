import type { OpenPicture } from './open-picture.ts'

/** Writes a picture anew in its own format: upright, in sRGB, without loss where the format allows it. */
export async function rewrite({ format, decode }: OpenPicture): Promise<Uint8Array> {
  const upright = decode().autoOrient()
  switch (format) {
    case 'png':
      return upright.png({ compressionLevel: 6 }).toBuffer()
    case 'jpeg':
      return upright.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()
    case 'webp':
      return upright.webp({ quality: 95, effort: 2 }).toBuffer()
  }
}
