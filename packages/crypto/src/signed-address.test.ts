import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lengthPrefixed } from './length-prefixed.ts'
import { Secret } from './secret.ts'
import { signAddress, verifyAddress } from './signed-address.ts'
import { codeOf } from './testing/refusal.ts'
import { flipBitOfText } from './testing/sample-credential.ts'

const SECRET_TEXT = 'an-image-address-secret-of-32-chars-or-more'
const secret = new Secret(SECRET_TEXT)
const NOW = 1_790_000_000_000
const EXPIRES = NOW + 300_000
const PATH = '/images/task-7/attempt-1/full.png'
const address = signAddress(secret, PATH, EXPIRES)

it('opens its path until it expires', () => {
  expect(verifyAddress(secret, address, NOW)).toEqual({ ok: true, path: PATH })
  expect(verifyAddress(secret, address, EXPIRES - 1)).toEqual({ ok: true, path: PATH })
})

it('has expired from its very millisecond on', () => {
  expect(verifyAddress(secret, address, EXPIRES)).toEqual({ ok: false, reason: 'expired' })
  expect(verifyAddress(secret, address, EXPIRES + 86_400_000)).toEqual({
    ok: false,
    reason: 'expired',
  })
  expect(verifyAddress(secret, address, Number.NaN)).toEqual({ ok: false, reason: 'expired' })
})

it('is the path, the expiry in milliseconds and an HMAC-SHA256', () => {
  const content = lengthPrefixed(['aetherflow-signed-address/1', PATH, String(EXPIRES)])
  const signature = createHmac('sha256', SECRET_TEXT).update(content).digest('base64url')
  expect(address).toBe(`${PATH}?e=${EXPIRES}&s=${signature}`)
})

it('is the same each time, so that browsers can cache it', () => {
  expect(signAddress(secret, PATH, EXPIRES)).toBe(address)
})

it.each(['http://localhost:3000', 'https://aetherflow.example', 'https://[::1]:3000'])(
  'verifies as an absolute address of %s, as route handlers see it',
  (origin) => {
    expect(verifyAddress(secret, origin + address, NOW)).toEqual({ ok: true, path: PATH })
    expect(verifyAddress(secret, new URL(address, origin).href, NOW)).toEqual({
      ok: true,
      path: PATH,
    })
  },
)

describe('tampering', () => {
  it('with any bit of it never opens another path, nor the same for longer', () => {
    for (let index = 0; index < address.length; index += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const verdict = verifyAddress(secret, flipBitOfText(address, index, bit), NOW)
        expect(verdict.ok).toBe(false)
      }
    }
  })

  it.each([
    ['another path', address.replace('task-7', 'task-8')],
    ['a longer path', address.replace('full.png', 'full.png/more')],
    ['a shorter path', address.replace('/full.png', '')],
    ['a later expiry', address.replace(`e=${EXPIRES}`, `e=${EXPIRES + 1}`)],
    ['an expiry with a leading zero', address.replace('e=', 'e=0')],
    ['a signature of zeros', address.replace(/s=.*/, `s=${'A'.repeat(43)}`)],
    [
      'the signature of another path',
      `${PATH}${signAddress(secret, '/images/other', EXPIRES).slice('/images/other'.length)}`,
    ],
    [
      'the signature of another expiry',
      address.replace(/s=.*/, signAddress(secret, PATH, EXPIRES + 1).split('&')[1] ?? ''),
    ],
  ])('by %s is found', (_name, altered) => {
    expect(altered).not.toBe(address)
    expect(verifyAddress(secret, altered, NOW)).toEqual({ ok: false, reason: 'tampered' })
  })

  it('is reported before expiry, which an attacker may choose', () => {
    const altered = address.replace(`e=${EXPIRES}`, 'e=1')
    expect(verifyAddress(secret, altered, NOW)).toEqual({ ok: false, reason: 'tampered' })
  })

  it('cannot use another secret', () => {
    const foreign = signAddress(new Secret(`${SECRET_TEXT}!`), PATH, EXPIRES)
    expect(verifyAddress(secret, foreign, NOW)).toEqual({ ok: false, reason: 'tampered' })
  })
})

describe('malformed is', () => {
  it.each([
    ['nothing', ''],
    ['the bare path', PATH],
    ['a path without a signature', `${PATH}?e=${EXPIRES}`],
    ['a signature without an expiry', `${PATH}?s=${'A'.repeat(43)}`],
    ['an expiry that is no number', address.replace(`e=${EXPIRES}`, 'e=soon')],
    ['a negative expiry', address.replace('e=', 'e=-')],
    ['an expiry of twenty digits', address.replace('e=', 'e=1111111')],
    ['a short signature', address.slice(0, -1)],
    ['a long signature', `${address}A`],
    ['an additional parameter', `${address}&x=1`],
    ['a doubled parameter', `${address}&e=${EXPIRES}`],
    ['parameters in another order', `${PATH}?s=${'A'.repeat(43)}&e=${EXPIRES}`],
    ['a fragment', `${address}#x`],
    ['a trailing line break', `${address}\n`],
    ['a path that climbs', address.replace('task-7', '..')],
    ['an encoded path', address.replace('task-7', 'task%2D7')],
    ['an address without a leading slash', address.slice(1)],
    ['another scheme', `ftp://localhost${address}`],
    ['an origin alone', 'https://aetherflow.example'],
    ['a very long address', `/${'x'.repeat(5000)}${address}`],
  ])('%s', (_name, url) => {
    expect(verifyAddress(secret, url, NOW)).toEqual({ ok: false, reason: 'malformed' })
  })
})

describe('refuses to sign', () => {
  it.each([
    ['nothing', ''],
    ['the root', '/'],
    ['a path without a leading slash', 'images/1'],
    ['an empty segment', '/images//1'],
    ['a trailing slash', '/images/'],
    ['another host', '//evil.example/1'],
    ['a climb', '/images/../secrets'],
    ['a climb at the end', '/images/..'],
    ['a dot segment', '/images/./1'],
    ['a query', '/images/1?size=2'],
    ['a fragment', '/images/1#a'],
    ['an escape', '/images/%2e%2e'],
    ['a backslash', '/images\\1'],
    ['a space', '/images/a b'],
    ['letters beyond ASCII', '/images/图'],
    ['a path of 1,025 characters', `/${'x'.repeat(1024)}`],
  ])('%s', async (_name, path) => {
    expect(await codeOf(() => signAddress(secret, path, EXPIRES))).toBe('PATH_INVALID')
  })

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e15, 2 ** 53])(
    'until %d',
    async (expiresAtMs) => {
      expect(await codeOf(() => signAddress(secret, PATH, expiresAtMs))).toBe('PATH_INVALID')
    },
  )

  it.each(['', 'short', 'x'.repeat(31)])('or verify with the secret %j', async (text) => {
    expect(await codeOf(() => signAddress(new Secret(text), PATH, EXPIRES))).toBe(
      'SECRET_TOO_SHORT',
    )
    expect(await codeOf(() => verifyAddress(new Secret(text), address, NOW))).toBe(
      'SECRET_TOO_SHORT',
    )
  })
})

it.each(['/a', '/...', '/..a', '/a.b~c_d-e/F0', `/${'x'.repeat(1023)}`])(
  'signs the plain path %s',
  (path) => {
    expect(verifyAddress(secret, signAddress(secret, path, EXPIRES), NOW)).toEqual({
      ok: true,
      path,
    })
  },
)

it('accepts exactly what it signed, for any path, time and secret', () => {
  const segment = fc.stringMatching(/^[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,19}$/)
  const path = fc
    .array(segment, { minLength: 1, maxLength: 5 })
    .map((segments) => `/${segments.join('/')}`)
  const time = fc.nat({ max: 4_000_000_000_000 })
  const key = fc.string({ minLength: 32, maxLength: 64 })
  fc.assert(
    fc.property(path, path, time, time, key, (signed, other, expires, now, text) => {
      const own = new Secret(text)
      const url = signAddress(own, signed, expires)
      expect(verifyAddress(own, url, now)).toEqual(
        now < expires ? { ok: true, path: signed } : { ok: false, reason: 'expired' },
      )
      const moved = other + url.slice(signed.length)
      expect(verifyAddress(own, moved, expires - 1).ok).toBe(other === signed)
    }),
    { numRuns: 300 },
  )
})
