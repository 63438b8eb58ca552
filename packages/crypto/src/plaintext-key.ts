const PLAINTEXT_KEY = /^[\x21-\x7e]{8,512}$/

/** Shortest and longest API key that may be sealed, in bytes (one per character). */
export const PLAINTEXT_KEY_BYTES = { min: 8, max: 512 } as const

/**
 * Whether this can be an API key: 8–512 printable ASCII characters without spaces. Checked before
 * sealing and again after opening, because an opened key goes into a request header.
 */
export function isPlaintextKey(value: string): boolean {
  return PLAINTEXT_KEY.test(value)
}
