/** What an upstream's picture becomes before it is stored. */
export type PreparedImage = {
  mimeType: 'image/png' | 'image/jpeg' | 'image/webp'
  width: number
  height: number
  thumb: Uint8Array
  /** A tiny WebP as a data URL, shown while the picture loads. */
  placeholder: string
}

/** Prepares a picture, or answers null when the bytes are no picture that we accept. */
export type PrepareImage = (bytes: Uint8Array) => Promise<PreparedImage | null>
