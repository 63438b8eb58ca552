import { createHash, randomBytes } from 'node:crypto'
import { lengthPrefixed } from './length-prefixed.ts'

const PURPOSE = 'aetherflow-recovery-code/1'
/** Crockford's base32: no I, L, O, U, which are read as 1, 1, 0 and V. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_CHARS = 16

/** A new recovery code, 80 random bits as `XXXX-XXXX-XXXX-XXXX`. */
export function newRecoveryCode(): string {
  const chars = [...randomBytes(CODE_CHARS)].map((byte) => ALPHABET[byte % ALPHABET.length])
  return chars.join('').replaceAll(/(.{4})(?=.)/g, '$1-')
}

/**
 * SHA-256 of a recovery code for this user, as 64 hex digits, whichever way it was typed (case, hyphens,
 * spaces, O for 0, I and L for 1); null when it is no such code. Unsalted and quick is right for 80 random
 * bits, and unkeyed on purpose: the codes still open an account whose seed a changed secret made unreadable.
 */
export function hashRecoveryCode(userId: string, typed: string): string | null {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  if (!/^[0-9A-HJKMNP-TV-Z]{16}$/.test(code)) return null
  return createHash('sha256')
    .update(lengthPrefixed([PURPOSE, userId, code]))
    .digest('hex')
}
