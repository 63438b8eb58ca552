import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { PreparedImage } from '../image/prepared-image.ts'

/**
 * Prepares without shutting out decoders: that holds for the whole process, and here the simulator
 * draws in it. The real one has its own test, and runs in every test of whole processes.
 */
export async function plainPrepare(bytes: Uint8Array): Promise<PreparedImage | null> {
  const { format, width, height } = await sharp(bytes).metadata()
  if (format !== 'png' && format !== 'jpeg' && format !== 'webp') return null
  const thumb = new Uint8Array(await sharp(bytes).resize(32).webp().toBuffer())
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { mimeType: `image/${format}`, width, height, bytes, sha256, thumb, placeholder: 'data:,' }
}
