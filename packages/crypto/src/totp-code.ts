import { Secret as Seed, TOTP } from 'otpauth'

/** RFC 6238 as authenticator apps expect it. */
const scheme = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** Steps that a clock may be off, to either side. */
const SKEW_STEPS = 1

/** The step (30 s since 1970) that a moment falls into. */
export function totpStep(nowMs: number): number {
  return TOTP.counter({ period: scheme.period, timestamp: nowMs })
}

/** The six digits that an authenticator shows at a moment (milliseconds since 1970). */
export function totpCode(seed: Uint8Array, nowMs: number): string {
  return TOTP.generate({ secret: seedOf(seed), timestamp: nowMs, ...scheme })
}

/**
 * The step that a code belongs to, if it is the present one or one beside it (RFC 6238 §5.2); null for every
 * other text. Whether the step was used before is the caller's to know.
 */
export function matchTotpStep(seed: Uint8Array, code: string, nowMs: number): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null
  const secret = seedOf(seed)
  const delta = TOTP.validate({
    token: code,
    secret,
    timestamp: nowMs,
    window: SKEW_STEPS,
    ...scheme,
  })
  return delta === null ? null : totpStep(nowMs) + delta
}

/** What an authenticator takes in: the address inside the QR code, and the seed in base32 for typing. */
export function totpInvitation(
  seed: Uint8Array,
  account: { issuer: string; label: string },
): { uri: string; base32: string } {
  const secret = seedOf(seed)
  return { uri: new TOTP({ secret, ...account, ...scheme }).toString(), base32: secret.base32 }
}

// A copy of its own buffer: the library reads the whole buffer under a view.
function seedOf(seed: Uint8Array): Seed {
  return new Seed({ buffer: Uint8Array.from(seed).buffer })
}
