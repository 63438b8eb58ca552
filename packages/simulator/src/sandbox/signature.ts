import { createHmac, timingSafeEqual } from 'node:crypto'

const TOLERANCE_SECONDS = 300

/** `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.text">`. */
export function sign(secret: string, text: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000)
  return `t=${seconds},v1=${digest(secret, seconds, text).toString('hex')}`
}

/** True for a signature of this text that is at most five minutes off. */
export function isSigned(
  secret: string,
  text: string,
  signature: string | undefined,
  nowMs: number,
): boolean {
  const [, seconds = '', hex = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature ?? '') ?? []
  if (hex === '') return false
  if (Math.abs(nowMs / 1000 - Number(seconds)) > TOLERANCE_SECONDS) return false
  return timingSafeEqual(digest(secret, Number(seconds), text), Buffer.from(hex, 'hex'))
}

function digest(secret: string, seconds: number, text: string): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.${text}`).digest()
}
