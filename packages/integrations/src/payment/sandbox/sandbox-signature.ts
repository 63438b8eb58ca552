import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Secret } from '@aetherflow/crypto/secret'

/** How far a signature's time may be from ours, in seconds; the figure that Stripe's own libraries use. */
const toleranceSeconds = 300

/** `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.text">` */
export function sandboxSignature(secret: Secret, text: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000)
  return `t=${seconds},v1=${digest(secret, seconds, text).toString('hex')}`
}

/**
 * Checks a signature over a text in constant time.
 * @returns null when it is good, else the reason
 */
export function sandboxSignatureFault(
  secret: Secret,
  text: string,
  signature: string | undefined,
  nowMs: number,
): string | null {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature ?? '')
  if (match === null) return 'SIGNATURE_MALFORMED'
  const [, seconds = '', hex = ''] = match
  if (!timingSafeEqual(digest(secret, Number(seconds), text), Buffer.from(hex, 'hex')))
    return 'SIGNATURE_WRONG'
  if (Math.abs(nowMs / 1000 - Number(seconds)) > toleranceSeconds) return 'SIGNATURE_EXPIRED'
  return null
}

function digest(secret: Secret, seconds: number, text: string): Buffer {
  return createHmac('sha256', secret.reveal()).update(`${seconds}.${text}`).digest()
}
