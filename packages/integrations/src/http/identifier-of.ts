import type { Secret } from '@aetherflow/crypto/secret'
import { sharesTextWith } from './redact-detail.ts'

/** Half of a Stability key (sk- and 48 characters); shorter overlaps happen by chance, as in an account's own name. */
const pieceChars = 24

/**
 * Accepts an identifier that the outside chose (a request id, an account id) only if it is short, plain and holds
 * no large piece of the key: such ids are stored, logged and shown.
 * @returns the identifier, or null
 */
export function identifierOf(value: unknown, key: Secret): string | null {
  if (typeof value !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/.test(value)) return null
  return sharesTextWith(value, key, pieceChars) ? null : value
}
