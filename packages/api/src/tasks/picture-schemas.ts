import { z } from 'zod'
import { uuidPage } from '../keyset.ts'
import { conversionFormats, conversionSizes } from './conversion-name.ts'
import { pictureRef } from './schemas.ts'

export const downloadImageInput = z.strictObject({
  imageId: z.uuid(),
  format: z.enum(conversionFormats).default('original'),
  /** Bound of the longer side in pixels; never enlarges. */
  longest: z.enum(conversionSizes).default('full'),
  /** The visible AI label. Without it the caller takes on the duty to label, and the download is recorded. */
  mark: z.boolean().default(true),
  /** Prompt, model and seed in the file. */
  facts: z.boolean().default(false),
})
export type DownloadImage = z.infer<typeof downloadImageInput>
export const downloadImageOutput = z.strictObject({
  /** Signed, for about five minutes; it names the conversion. */
  url: z.string(),
  fileName: z.string(),
})
export type ImageDownload = z.infer<typeof downloadImageOutput>

const referencePicture = z.strictObject({
  id: z.uuid(),
  width: z.int(),
  height: z.int(),
  mimeType: z.string(),
  sizeBytes: z.int(),
  /** Signed, for about five minutes. */
  url: z.string(),
  thumbUrl: z.string(),
  createdAt: z.date(),
  /** Deleted then, unless it is used before. */
  expiresAt: z.date(),
})
export type ReferencePicture = z.infer<typeof referencePicture>

export const referencePicturesInput = uuidPage
export type ListReferencePictures = z.infer<typeof referencePicturesInput>
export const referencePicturesOutput = z.strictObject({
  pictures: z.array(referencePicture),
  more: z.boolean(),
})
export type ReferencePictures = z.infer<typeof referencePicturesOutput>
export const referencePictureInput = z.strictObject({ pictureId: z.uuid() })

/** A picture that a draft names: an upload, or one of the caller's own results. */
export const inputPictureInput = pictureRef
export const inputPictureOutput = pictureRef.extend({
  width: z.int(),
  height: z.int(),
  mimeType: z.string(),
  sizeBytes: z.int(),
  /** Signed, for about five minutes. */
  url: z.string(),
  thumbUrl: z.string(),
})
export type InputPicture = z.infer<typeof inputPictureOutput>
