import { createHash, randomBytes } from 'node:crypto'

const TOKEN_BYTES = 32

/** A new bearer token (32 random bytes, base64url) to hand out once, and the hash to store instead. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return { token, tokenHash: hashToken(token) }
}

/** SHA-256 of a token, as 64 hex digits. Unsalted and quick, which is right for 256 random bits only. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
