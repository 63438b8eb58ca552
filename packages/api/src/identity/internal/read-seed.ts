import { openTotpSeed } from '@aetherflow/crypto/totp-seed'
import type { Deps } from '../../deps.ts'
import { DomainError } from '../../domain-error.ts'

/** Opens a sealed seed. Throws TOTP_UNREADABLE when the secret has changed since; only a recovery code helps then. */
export function readSeed(deps: Deps, userId: string, sealed: string): Uint8Array {
  try {
    return openTotpSeed(deps.addressSecret, userId, sealed)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'SEED_UNREADABLE')
      throw error
    deps.log.error({ userId }, 'a TOTP seed cannot be opened: was ADDRESS_SECRET changed?')
    throw new DomainError('TOTP_UNREADABLE')
  }
}
