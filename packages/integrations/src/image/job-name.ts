import type { Secret } from '@aetherflow/crypto/secret'
import { sharesTextWith } from '../http/redact-detail.ts'

/** Random ids share fewer characters with a key by chance. */
const pieceChars = 8

/**
 * Accepts the name that a vendor gave a job, when it has the vendor's form and holds no piece of the key: it is stored, shown, and put into a path.
 * @returns the name, or null
 */
export function jobName(value: unknown, form: RegExp, key: Secret): string | null {
  if (typeof value !== 'string' || !form.test(value)) return null
  return sharesTextWith(value, key, pieceChars) ? null : value
}
