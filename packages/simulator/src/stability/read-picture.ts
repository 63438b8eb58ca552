import sharp from 'sharp'
import type { Fields } from './fields.ts'

export type SentPicture = { bytes: Buffer; width: number; height: number }
type Bounds = Partial<
  Record<'minSide' | 'maxSide' | 'minPixels' | 'maxPixels' | 'maxRatio', number>
>

/** Reads a picture of the form and complains as the vendor does: format, sides, pixels, shape. */
export async function readPicture(
  fields: Fields,
  name: 'image' | 'mask',
  {
    minSide = 64,
    maxSide = 16_384,
    minPixels = 4096,
    maxPixels = 268_402_689,
    maxRatio = 1e9,
  }: Bounds,
): Promise<SentPicture | null> {
  const file = fields.file(name)
  if (file === undefined) return null
  const complain = (text: string) => {
    fields.errors.push(`${name}: ${text}`)
    return null
  }
  const bytes = Buffer.from(await file.arrayBuffer())
  const facts = await sharp(bytes)
    .metadata()
    .catch(() => null)
  if (facts === null || !['png', 'jpeg', 'webp'].includes(facts.format ?? ''))
    return complain('must be a jpeg, png or webp image')
  const { width, height } = facts
  const [shorter, longer] = width < height ? [width, height] : [height, width]
  if (shorter < minSide || longer > maxSide)
    return complain(`each side must be between ${minSide} and ${maxSide} pixels`)
  if (width * height < minPixels || width * height > maxPixels)
    return complain(`must have between ${minPixels} and ${maxPixels} pixels in total`)
  if (longer > shorter * maxRatio)
    return complain(`aspect ratio must be between 1:${maxRatio} and ${maxRatio}:1`)
  return { bytes, width, height }
}
