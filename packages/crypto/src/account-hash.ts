import { keyFingerprint } from './key-fingerprint.ts'
import type { KeyRing } from './key-ring.ts'
import { Secret } from './secret.ts'

/**
 * Tells two keys of one upstream account apart from keys of two, as 64 hex digits. Keyed: a vendor's account id is nobody's
 * business. A vendor that names no account (`accountRef` null) has one account per key, as far as anybody can tell.
 */
export function accountHash(
  ring: KeyRing,
  upstream: string,
  key: Secret,
  accountRef: string | null,
): string {
  return accountRef === null
    ? keyFingerprint(ring, `${upstream}/account-of-key`, key)
    : keyFingerprint(ring, `${upstream}/account`, new Secret(accountRef))
}
