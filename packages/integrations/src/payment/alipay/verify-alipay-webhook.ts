import type { AlipaySdk } from 'alipay-sdk'
import type { z } from 'zod'
import type { GatewayEvent, RawWebhook, WebhookVerdict } from '../payment-gateway.ts'
import { notifySchema } from './alipay-schemas.ts'
import { idOfOutTradeNo } from './out-trade-no.ts'

/** A notification has about 1.5 KB; more is not read. */
const maxBodyChars = 16_384
const maxFields = 100

/**
 * Checks a notification: size, form, kind of signature, signature, merchant, shape.
 * The kind comes first, because the SDK throws for one that it does not know and still takes SHA-1 (`RSA`).
 * A notification has no age limit: Alipay repeats it for 25 hours, and replays change nothing, because only the query
 * that follows moves credits.
 */
export function verifyAlipayWebhook(
  sdk: AlipaySdk,
  ours: { appId: string; sellerId: string },
  raw: RawWebhook,
): WebhookVerdict {
  if (raw.body.length > maxBodyChars) return { ok: false, reason: 'BODY_TOO_LARGE' }
  const fields = fieldsOf(raw.body)
  if (fields === null) return { ok: false, reason: 'BODY_INVALID' }
  if (fields['sign_type'] !== 'RSA2') return { ok: false, reason: 'SIGN_TYPE' }
  if (!isSigned(sdk, fields)) return { ok: false, reason: 'SIGNATURE' }
  if (fields['app_id'] !== ours.appId || fields['seller_id'] !== ours.sellerId)
    return { ok: false, reason: 'MERCHANT' }
  const parsed = notifySchema.safeParse(fields)
  if (!parsed.success) return { ok: false, reason: 'BODY_INVALID' }
  return { ok: true, event: eventOf(parsed.data, fields) }
}

/** The fields as they were signed: decoded once, nothing trimmed or added; a repeated name is ambiguous. */
function fieldsOf(body: string): Record<string, string> | null {
  const pairs = [...new URLSearchParams(body)]
  const fields = Object.fromEntries(pairs)
  if (pairs.length === 0 || pairs.length > maxFields) return null
  return Object.keys(fields).length === pairs.length ? fields : null
}

function isSigned(sdk: AlipaySdk, fields: Record<string, string>): boolean {
  const { sign = '' } = fields
  // Node reads base64 leniently; one fact must have one form.
  if (sign === '' || Buffer.from(sign, 'base64').toString('base64') !== sign) return false
  try {
    // V1 decodes values a second time and throws for a bare `%` in a subject.
    return sdk.checkNotifySignV2(fields)
  } catch {
    return false
  }
}

function eventOf(notify: z.infer<typeof notifySchema>, raw: unknown): GatewayEvent {
  return {
    eventId: notify.notify_id,
    orderId: idOfOutTradeNo(notify.out_trade_no),
    gatewayPaymentId: notify.trade_no,
    merchant: notify.seller_id,
    kind: kindOf(notify),
    amountMinor: notify.total_amount,
    currency: 'CNY',
    raw,
  }
}

/** A refund is told to the same address under the same trade, with the status that the trade then has. */
function kindOf(notify: z.infer<typeof notifySchema>): GatewayEvent['kind'] {
  if (notify.refund_fee !== undefined) return 'refunded'
  if (notify.trade_status === 'TRADE_SUCCESS' || notify.trade_status === 'TRADE_FINISHED')
    return 'paid'
  return notify.trade_status === 'TRADE_CLOSED' ? 'expired' : 'other'
}
