import { createHmac } from 'node:crypto'
import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { sandboxSignature, sandboxSignatureFault } from './sandbox-signature.ts'

const secret = new Secret('a-secret-of-at-least-32-characters')
const nowMs = 1_800_000_000_500
const good = sandboxSignature(secret, 'body', nowMs)

describe('a signature', () => {
  it('is an HMAC over time and text, as the wire says', () => {
    const hex = createHmac('sha256', secret.reveal()).update('1800000000.body').digest('hex')
    expect(good).toBe(`t=1800000000,v1=${hex}`)
    expect(sandboxSignatureFault(secret, 'body', good, nowMs)).toBeNull()
  })

  it.each([
    ['another text', 'body2', good, nowMs, 'SIGNATURE_WRONG'],
    [
      'another secret',
      'body',
      sandboxSignature(new Secret('b'.repeat(40)), 'body', nowMs),
      nowMs,
      'SIGNATURE_WRONG',
    ],
    [
      'a moved time',
      'body',
      good.replace('t=1800000000', 't=1800000001'),
      nowMs,
      'SIGNATURE_WRONG',
    ],
    ['an old time', 'body', good, nowMs + 301_000, 'SIGNATURE_EXPIRED'],
    ['a time to come', 'body', good, nowMs - 301_000, 'SIGNATURE_EXPIRED'],
    ['nothing', 'body', undefined, nowMs, 'SIGNATURE_MALFORMED'],
    ['an empty text', 'body', '', nowMs, 'SIGNATURE_MALFORMED'],
    ['upper-case hex', 'body', good.toUpperCase(), nowMs, 'SIGNATURE_MALFORMED'],
    ['a short digest', 'body', good.slice(0, -2), nowMs, 'SIGNATURE_MALFORMED'],
    ['two signatures', 'body', `${good},${good}`, nowMs, 'SIGNATURE_MALFORMED'],
    ['a line break at its end', 'body', `${good}\n`, nowMs, 'SIGNATURE_MALFORMED'],
  ])('is refused with %s', (_name, text, signature, atMs, fault) => {
    expect(sandboxSignatureFault(secret, text, signature, atMs)).toBe(fault)
  })

  it.each([299_000, -299_000])('is good %d ms away', (awayMs) => {
    expect(sandboxSignatureFault(secret, 'body', good, nowMs + awayMs)).toBeNull()
  })
})
