import { createHook } from 'node:async_hooks'
import { hash, parseOptions } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { ABSENT_PASSWORD_HASH, hashPassword, verifyPassword } from './password.ts'
import { Secret } from './secret.ts'
import { codeOf, refusalOf } from './testing/refusal.ts'

const PASSWORD = 'correct horse battery staple'
const stored = await hashPassword(PASSWORD)

it('is argon2id with 19 MiB, two passes and one lane, in PHC form', () => {
  expect(stored).toMatch(
    /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
  )
})

it('accepts the right password, as text or as a Secret', async () => {
  expect(await verifyPassword(stored, PASSWORD)).toBe(true)
  expect(await verifyPassword(stored, new Secret(PASSWORD))).toBe(true)
  expect(await verifyPassword(await hashPassword(new Secret(PASSWORD)), PASSWORD)).toBe(true)
})

it('salts, so that equal passwords have different hashes', async () => {
  expect(await hashPassword(PASSWORD)).not.toBe(stored)
})

describe('refuses', () => {
  it.each([
    ['another password', 'incorrect horse battery staple'],
    ['nothing', ''],
    ['a shorter one', PASSWORD.slice(0, -1)],
    ['a longer one', `${PASSWORD} `],
    ['another case', PASSWORD.toUpperCase()],
    ['the hash itself', stored],
    ['a null character at its end', `${PASSWORD}\0`],
  ])('%s', async (_name, password) => {
    expect(await verifyPassword(stored, password)).toBe(false)
  })
})

describe('text', () => {
  it('may be in any script', async () => {
    const hashed = await hashPassword('正确的马电池订书钉🐎')
    expect(await verifyPassword(hashed, '正确的马电池订书钉🐎')).toBe(true)
    expect(await verifyPassword(hashed, '正确的马电池订书钉')).toBe(false)
  })

  it('fits however the keyboard composes its letters', async () => {
    expect(await verifyPassword(await hashPassword('café-au-lait'), 'cafe\u0301-au-lait')).toBe(
      true,
    )
    expect(await verifyPassword(await hashPassword('ｐａｓｓ-１２３４'), 'pass-1234')).toBe(true)
  })

  it('is never cut: what follows a thousand characters still counts', async () => {
    const long = 'x'.repeat(1000)
    const hashed = await hashPassword(`${long}a`)
    expect(await verifyPassword(hashed, `${long}a`)).toBe(true)
    expect(await verifyPassword(hashed, `${long}b`)).toBe(false)
  })
})

describe('a password of more than 1,024 bytes', () => {
  it.each([
    ['1,025 letters', 'x'.repeat(1025)],
    ['400 Chinese characters', '密'.repeat(400)],
    ['a million letters', 'x'.repeat(1_000_000)],
    ['letters that grow when normalised', '\ufdfa'.repeat(100)],
    ['letters that would shrink when normalised', 'u\u0308\u0301'.repeat(400)],
  ])('of %s is not hashed, and fits nothing', async (_name, password) => {
    expect(await codeOf(hashPassword(password))).toBe('PASSWORD_TOO_LONG')
    expect(await verifyPassword(stored, password)).toBe(false)
  })

  it('begins after 1,024', async () => {
    expect(await verifyPassword(await hashPassword('x'.repeat(1024)), 'x'.repeat(1024))).toBe(true)
  })
})

describe('an account that does not exist', () => {
  it.each(['', PASSWORD, ABSENT_PASSWORD_HASH, 'x'.repeat(2000)])(
    'has no password, not %j either',
    async (password) => {
      expect(await verifyPassword(null, password)).toBe(false)
    },
  )

  it('is verified against a hash of the same cost as a real one', () => {
    expect(parseOptions(ABSENT_PASSWORD_HASH)).toEqual(parseOptions(stored))
  })

  it.each([
    ['as much native work as a wrong password', null, 'wrong password'],
    ['as much for a password that is too long', stored, 'x'.repeat(2000)],
  ])('causes %s', async (_name, storedHash, password) => {
    const wrong = await nativeWork(() => verifyPassword(stored, 'wrong password'))
    expect(wrong).toBeGreaterThan(0)
    expect(await nativeWork(() => verifyPassword(storedHash, password))).toBe(wrong)
  })
})

it.each([
  '',
  'plain text',
  '$2b$12$abcdefghijklmnopqrstuv',
  stored.slice(0, -50),
  '$argon2id$v=19$m=x$a$b',
])('says by code that the stored hash %j is damaged', async (damaged) => {
  const { code, reason } = await refusalOf(verifyPassword(damaged, PASSWORD))
  expect(code).toBe('PASSWORD_HASH_INVALID')
  expect(reason).not.toContain(PASSWORD)
})

it('still accepts a hash of another cost, so that the cost can be raised', async () => {
  const older = await hash(PASSWORD, { memoryCost: 4096, timeCost: 1, parallelism: 1 })
  expect(await verifyPassword(older, PASSWORD)).toBe(true)
  expect(await verifyPassword(older, 'another')).toBe(false)
})

/** How many pieces of work left the JavaScript thread: a count, where a clock would be a guess. */
async function nativeWork(action: () => Promise<unknown>): Promise<number> {
  const ordinary = new Set([
    'PROMISE',
    'Timeout',
    'Immediate',
    'TickObject',
    'Microtask',
    'MESSAGEPORT',
  ])
  let count = 0
  const hook = createHook({
    init(_id, type) {
      // The library names its work by no type at all.
      if (!ordinary.has(String(type))) count += 1
    },
  })
  hook.enable()
  try {
    await action()
  } finally {
    hook.disable()
  }
  return count
}
