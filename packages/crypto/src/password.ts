import { hash, verify } from '@node-rs/argon2'
import { CryptoError } from './crypto-error.ts'
import type { Secret } from './secret.ts'

/** OWASP's floor for argon2id: 19 MiB, 2 passes, 1 lane; the library's default algorithm is argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const
const MAX_BYTES = 1024

/** Verified when there is no account: random bytes as the digest, so no password fits, at the same cost. */
export const ABSENT_PASSWORD_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$HfgCKz13vo24yyUC4vYHWA$lTly1Pc8LwJE1snI1OamCDaZ00YkAe66xNJItZvI1JY'

/**
 * Hashes a password with argon2id and a random salt, as a PHC string. Text is normalised (NFKC), so that
 * the same password typed on another system fits. Length rules for people belong to the caller.
 * @throws CryptoError `PASSWORD_TOO_LONG` above 1,024 characters or bytes
 */
export async function hashPassword(password: Secret | string): Promise<string> {
  const bytes = passwordBytes(password)
  if (bytes === null) throw new CryptoError('PASSWORD_TOO_LONG', `more than ${MAX_BYTES} bytes`)
  return hash(bytes, COST)
}

/**
 * Whether the password fits. Without a hash (no such account) it does the same work and says no, so that
 * the time taken does not tell which e-mail addresses are registered.
 * @throws CryptoError `PASSWORD_HASH_INVALID` when the stored hash is damaged
 */
export async function verifyPassword(
  storedHash: string | null,
  password: Secret | string,
): Promise<boolean> {
  const bytes = passwordBytes(password)
  if (storedHash === null || bytes === null) {
    await verify(ABSENT_PASSWORD_HASH, bytes ?? '')
    return false
  }
  return verify(storedHash, bytes).catch(() => {
    throw new CryptoError('PASSWORD_HASH_INVALID', 'the stored hash is not a PHC string')
  })
}

/** The bytes that are hashed, or null when there are too many; nothing is ever cut off. */
function passwordBytes(password: Secret | string): Uint8Array | null {
  const value = typeof password === 'string' ? password : password.reveal()
  if (value.length > MAX_BYTES) return null
  const bytes = new TextEncoder().encode(value.normalize('NFKC'))
  return bytes.length > MAX_BYTES ? null : bytes
}
