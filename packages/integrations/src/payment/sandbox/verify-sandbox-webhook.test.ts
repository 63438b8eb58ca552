import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { sandboxSignature } from './sandbox-signature.ts'
import { verifySandboxWebhook } from './verify-sandbox-webhook.ts'

const secret = new Secret('a-secret-of-at-least-32-characters')
const nowMs = 1_800_000_000_000
const event = {
  eventId: 'evt-1',
  type: 'payment.paid',
  paymentId: 'pay-1',
  orderId: 'order-1',
  merchant: 'aetherflow',
  amountMinor: 500,
  currency: 'USD',
  occurredAt: '2027-01-15T08:00:00.000Z',
}
const verify = (content: unknown, name = 'x-sandbox-signature') => {
  const body = typeof content === 'string' ? content : JSON.stringify(content)
  return verifySandboxWebhook(
    secret,
    { body, headers: { [name]: sandboxSignature(secret, body, nowMs) } },
    nowMs,
  )
}

describe('a webhook', () => {
  it('is read when it is signed', () => {
    expect(verify(event)).toEqual({
      ok: true,
      event: {
        eventId: 'evt-1',
        orderId: 'order-1',
        gatewayPaymentId: 'pay-1',
        merchant: 'aetherflow',
        kind: 'paid',
        amountMinor: 500,
        currency: 'USD',
        raw: event,
      },
    })
  })

  it.each([
    ['payment.cancelled', 'cancelled'],
    ['payment.expired', 'expired'],
    ['payment.refunded', 'refunded'],
    ['dispute.open', 'dispute'],
    ['dispute.won', 'dispute'],
    ['dispute.lost', 'dispute'],
  ])('of type %s is %s', (type, kind) => {
    expect(verify({ ...event, type })).toMatchObject({ ok: true, event: { kind } })
  })

  it('is read whatever the case of its header', () => {
    expect(verify(event, 'X-Sandbox-Signature')).toMatchObject({ ok: true })
  })

  it('is refused when one byte of its body changed after signing', () => {
    const body = JSON.stringify(event)
    const headers = { 'x-sandbox-signature': sandboxSignature(secret, body, nowMs) }
    const raised = body.replace('"amountMinor":500', '"amountMinor":501')
    expect(verifySandboxWebhook(secret, { body: raised, headers }, nowMs)).toEqual({
      ok: false,
      reason: 'SIGNATURE_WRONG',
    })
    expect(verifySandboxWebhook(secret, { body: `${body} `, headers }, nowMs)).toEqual({
      ok: false,
      reason: 'SIGNATURE_WRONG',
    })
  })

  it('is refused without a signature, and replayed late', () => {
    const body = JSON.stringify(event)
    const headers = { 'x-sandbox-signature': sandboxSignature(secret, body, nowMs) }
    expect(verifySandboxWebhook(secret, { body, headers: {} }, nowMs)).toEqual({
      ok: false,
      reason: 'SIGNATURE_MALFORMED',
    })
    expect(verifySandboxWebhook(secret, { body, headers }, nowMs + 600_000)).toEqual({
      ok: false,
      reason: 'SIGNATURE_EXPIRED',
    })
  })

  it.each([
    '',
    'null',
    '[]',
    '{',
    '<xml/>',
    { ...event, type: 'payment.doubled' },
    { ...event, amountMinor: 0 },
    { ...event, amountMinor: 5.5 },
    { ...event, amountMinor: '500' },
    { ...event, amountMinor: 1e300 },
    { ...event, currency: 'EUR' },
    { ...event, orderId: '../order' },
    { ...event, orderId: { $ne: null } },
    { ...event, eventId: 'x'.repeat(101) },
    { ...event, occurredAt: 'yesterday' },
    { ...event, merchant: undefined },
  ])('is refused with a signed body of the wrong shape (%#)', (content) => {
    expect(verify(content)).toEqual({ ok: false, reason: 'BODY_INVALID' })
  })

  it('is refused unread when it is too large', () => {
    expect(verify({ ...event, padding: 'x'.repeat(20_000) })).toEqual({
      ok: false,
      reason: 'BODY_TOO_LARGE',
    })
  })
})
