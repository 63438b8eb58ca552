import { expect, it } from 'vitest'
import { matchTotpStep, totpCode, totpInvitation, totpStep } from './totp-code.ts'
import { newTotpSeed } from './totp-seed.ts'

const rfcSeed = Buffer.from('12345678901234567890')

// RFC 6238 appendix B, SHA-1: its eight digits end in our six.
it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i s the RFC shows %s', (seconds, code) => {
  expect(totpCode(rfcSeed, seconds * 1000)).toBe(code)
  expect(matchTotpStep(rfcSeed, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
})

const now = 1_790_000_010_000
it.each([
  [-2, null],
  [-1, totpStep(now) - 1],
  [0, totpStep(now)],
  [1, totpStep(now) + 1],
  [2, null],
])('a clock that is off by %i steps gives step %j', (steps, step) => {
  expect(matchTotpStep(rfcSeed, totpCode(rfcSeed, now + steps * 30_000), now)).toBe(step)
})

it('does not take the code of another seed', () => {
  // Six digits meet by chance once in a third of a million tries: three different seeds never all do.
  const others = [newTotpSeed(), newTotpSeed(), newTotpSeed()]
  const matches = others.map((other) => matchTotpStep(rfcSeed, totpCode(other, now), now))
  expect(matches).toContain(null)
})

it.each(['', '28708', '2870820', '28 082', ' 287082', '２８７０８２', 'abcdef', '-87082'])(
  'takes no %j',
  (code) => {
    expect(matchTotpStep(rfcSeed, code, 59_000)).toBeNull()
  },
)

it('reads the seed alone, not the pool that its bytes lie in', () => {
  const pool = new Uint8Array(64).fill(7)
  pool.set(rfcSeed, 11)
  expect(totpCode(pool.subarray(11, 31), 59_000)).toBe('287082')
})

it('invites an authenticator with everything that it must know', () => {
  const { uri, base32 } = totpInvitation(rfcSeed, { issuer: 'Aetherflow', label: 'a+b@x.test' })
  expect(base32).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  const { protocol, host, pathname, searchParams } = new URL(uri)
  expect([protocol, host, decodeURIComponent(pathname)]).toEqual([
    'otpauth:',
    'totp',
    '/Aetherflow:a+b@x.test',
  ])
  expect(Object.fromEntries(searchParams)).toEqual({
    issuer: 'Aetherflow',
    secret: base32,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
