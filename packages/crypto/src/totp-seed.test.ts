import { expect, it } from 'vitest'
import { Secret } from './secret.ts'
import { codeOf } from './testing/refusal.ts'
import { flipBitOfText } from './testing/sample-credential.ts'
import { newTotpSeed, openTotpSeed, sealTotpSeed } from './totp-seed.ts'

const secret = new Secret('a-secret-of-the-web-process-of-32-chars')
const user = '0199aa00-0000-7000-8000-000000000001'
const seed = newTotpSeed()
const sealed = sealTotpSeed(secret, user, seed)

it('opens for its user with its secret', () => {
  expect([...openTotpSeed(secret, user, sealed)]).toEqual([...seed])
  expect(seed).toHaveLength(20)
})

it('is another seed, and sealed in another text, each time', () => {
  expect(newTotpSeed()).not.toEqual(seed)
  expect(sealTotpSeed(secret, user, seed)).not.toBe(sealed)
})

it('still opens what the first version sealed', () => {
  // Made once by this module; a change of purpose, context or layout would lock everybody out.
  const first = 'ts1.9esw4XuNtGaCmSzyxl2eq8WJ36m4ijEPoEAA67FeU2hmDiDu79kH_Cx934UUacoy'
  expect(Buffer.from(openTotpSeed(secret, user, first)).toString()).toBe('12345678901234567890')
})

it('shows nothing of the seed', () => {
  for (const form of ['base64url', 'hex', 'latin1'] as const)
    expect(sealed).not.toContain(Buffer.from(seed).toString(form))
})

it('does not open with any bit of it changed', async () => {
  for (let index = 0; index < sealed.length; index += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const changed = flipBitOfText(sealed, index, bit)
      expect(await codeOf(() => openTotpSeed(secret, user, changed))).toBe('SEED_UNREADABLE')
    }
  }
})

it.each([
  ['', 'nothing'],
  ['ts1.', 'no content'],
  [sealed.slice(0, -4), 'less'],
  [`${sealed}AAAA`, 'more'],
  [sealed.replace('ts1.', 'ts2.'), 'another version'],
])('does not open %j: %s', async (text) => {
  expect(await codeOf(() => openTotpSeed(secret, user, text))).toBe('SEED_UNREADABLE')
})

it('does not open for another user', async () => {
  const other = '0199aa00-0000-7000-8000-000000000002'
  expect(await codeOf(() => openTotpSeed(secret, other, sealed))).toBe('SEED_UNREADABLE')
})

it('does not open with another secret', async () => {
  const other = new Secret('another-secret-of-the-web-of-32-chars!!')
  expect(await codeOf(() => openTotpSeed(other, user, sealed))).toBe('SEED_UNREADABLE')
})

it('refuses a secret that could be guessed', async () => {
  const short = new Secret('x'.repeat(31))
  expect(await codeOf(() => sealTotpSeed(short, user, seed))).toBe('SECRET_TOO_SHORT')
  expect(await codeOf(() => openTotpSeed(short, user, sealed))).toBe('SECRET_TOO_SHORT')
})
