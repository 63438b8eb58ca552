export type PictureFormat = 'png' | 'jpeg' | 'webp'
export type PictureMime = `image/${PictureFormat}`

/** What goes into a file about where it comes from. */
export type Provenance = {
  /** Names this very picture at the service that made it. */
  produceId: string
  /** Set on what leaves the service: the copy's own number. */
  propagateId?: string
  /** Made out of another picture, not from words alone. */
  isComposite?: boolean
  /** Only when its owner asked for it: how the picture was asked for. */
  facts?: { prompt: string; negativePrompt: string; model: string; seed: string | null }
}

/** What an upstream's picture becomes before it is stored. */
export type PreparedPicture = {
  mimeType: PictureMime
  width: number
  height: number
  /** The picture as it is stored: the same pixels, nothing else of what came with it, the AI label in its metadata. */
  bytes: Uint8Array
  /** Of `bytes`, in hex. */
  sha256: string
  /** WebP, at most `thumbSide` on its longer side. */
  thumb: Uint8Array
  /** A tiny WebP as a data URL, shown while the picture loads. */
  placeholder: string
}

/** A picture that somebody brings along: decoded and written anew, so that nothing but pixels is left of the file. */
export type AdoptedPicture = Omit<PreparedPicture, 'placeholder'>

export type ConversionFormat = PictureFormat | 'avif'
export type Conversion = {
  format: ConversionFormat
  /** Bound of the longer side in pixels; null keeps the size. Never enlarges. */
  longest: number | null
  /** Draws the visible AI label into a corner. */
  mark: boolean
  provenance: Provenance
}
export type ConvertedPicture = {
  mimeType: `image/${ConversionFormat}`
  width: number
  height: number
  bytes: Uint8Array
}
