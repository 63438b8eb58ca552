import type { Secret } from '@aetherflow/crypto/secret'
import Stripe from 'stripe'
import type { RawWebhook, WebhookVerdict } from '../payment-gateway.ts'
import type { StripeAccount } from './stripe-account.ts'
import { stripeEvent } from './stripe-event.ts'
import { eventSchema } from './stripe-schemas.ts'

/** A session or charge has a few KB; more is not read. */
const maxBodyChars = 65_536
/** Stripe's own default. */
const toleranceSeconds = 300

/**
 * Checks a webhook: size, signature over the untouched body, age (also in the future, which the SDK lets pass), shape,
 * and that it speaks of our mode and of no other account. Only a signed body is parsed.
 */
export function verifyStripeWebhook(
  account: StripeAccount,
  raw: RawWebhook,
  nowMs: number,
): WebhookVerdict {
  if (account.webhookSecret === null) return { ok: false, reason: 'NO_WEBHOOK_SECRET' }
  if (raw.body.length > maxBodyChars) return { ok: false, reason: 'BODY_TOO_LARGE' }
  const header =
    Object.entries(raw.headers).find(([name]) => name.toLowerCase() === 'stripe-signature')?.[1] ??
    ''
  const signedAt = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(header)?.[1] ?? Number.NaN)
  if (Number.isNaN(signedAt) || !/(?:^|,)v1=[0-9a-f]{64}(?:,|$)/.test(header))
    return { ok: false, reason: 'SIGNATURE_MALFORMED' }
  if (signedAt - nowMs / 1000 > toleranceSeconds) return { ok: false, reason: 'SIGNATURE_EXPIRED' }
  const read = signedEvent(account.webhookSecret, raw.body, header, nowMs)
  if ('reason' in read) return { ok: false, reason: read.reason }
  const parsed = eventSchema.safeParse(read.event)
  if (!parsed.success) return { ok: false, reason: 'BODY_INVALID' }
  if (parsed.data.livemode !== account.livemode) return { ok: false, reason: 'LIVEMODE_WRONG' }
  if (typeof parsed.data.account === 'string') return { ok: false, reason: 'ACCOUNT_FOREIGN' }
  const event = stripeEvent(parsed.data, account.merchant)
  return event === null ? { ok: false, reason: 'BODY_INVALID' } : { ok: true, event }
}

function signedEvent(
  webhookSecret: Secret,
  body: string,
  header: string,
  nowMs: number,
): { event: unknown } | { reason: string } {
  try {
    const event: unknown = Stripe.webhooks.constructEvent(
      body,
      header,
      webhookSecret.reveal(),
      toleranceSeconds,
      undefined,
      nowMs,
    )
    return { event }
  } catch (error) {
    if (!(error instanceof Error)) return { reason: 'BODY_INVALID' }
    if (!('type' in error) || error.type !== 'StripeSignatureVerificationError')
      return { reason: 'BODY_INVALID' }
    return {
      reason: error.message.startsWith('Timestamp') ? 'SIGNATURE_EXPIRED' : 'SIGNATURE_WRONG',
    }
  }
}
