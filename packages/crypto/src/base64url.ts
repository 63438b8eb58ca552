import { CryptoError } from './crypto-error.ts'

const ALPHABET_ONLY = /^[A-Za-z0-9_-]*$/

/** Bytes as unpadded base64url (RFC 4648 §5). Works in browsers, where `Buffer` does not exist. */
export function encodeBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * Bytes of an unpadded base64url text. Each byte sequence has exactly one accepted spelling: padding,
 * white space, foreign characters and stray bits in the last character are refused.
 * @throws CryptoError `ENCODING_INVALID`
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!ALPHABET_ONLY.test(text) || text.length % 4 === 1) {
    throw new CryptoError('ENCODING_INVALID', 'not base64url')
  }
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  // atob drops stray bits silently; two spellings of one ciphertext would have two tags.
  if (encodeBase64url(bytes) !== text)
    throw new CryptoError('ENCODING_INVALID', 'not canonical base64url')
  return bytes
}
