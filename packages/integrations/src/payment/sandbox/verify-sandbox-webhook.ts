import type { Secret } from '@aetherflow/crypto/secret'
import type { RawWebhook, WebhookVerdict } from '../payment-gateway.ts'
import { parsedJson } from '../parsed-json.ts'
import { webhookKind, webhookSchema } from './sandbox-schemas.ts'
import { sandboxSignatureFault } from './sandbox-signature.ts'

/** A sandbox event has under 1 KB; more is not read. */
const maxBodyChars = 16_384

/**
 * Checks a webhook: size, then signature over the untouched body, then age, then shape. Only a signed body is parsed.
 * Merchant, order and amount are matched by the worker, which owns the order.
 */
export function verifySandboxWebhook(
  secret: Secret,
  raw: RawWebhook,
  nowMs: number,
): WebhookVerdict {
  if (raw.body.length > maxBodyChars) return { ok: false, reason: 'BODY_TOO_LARGE' }
  const signature = Object.entries(raw.headers).find(
    ([name]) => name.toLowerCase() === 'x-sandbox-signature',
  )?.[1]
  const fault = sandboxSignatureFault(secret, raw.body, signature, nowMs)
  if (fault !== null) return { ok: false, reason: fault }
  const parsed = webhookSchema.safeParse(parsedJson(raw.body))
  if (!parsed.success) return { ok: false, reason: 'BODY_INVALID' }
  const { type, paymentId, occurredAt: _occurredAt, ...event } = parsed.data
  return {
    ok: true,
    event: { ...event, kind: webhookKind[type], gatewayPaymentId: paymentId, raw: parsed.data },
  }
}
