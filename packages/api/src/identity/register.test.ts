import { afterAll, beforeAll, expect, test } from 'vitest'
import { balances } from '@aetherflow/ledger/balances'
import { codeOf } from '../testing/code-of.ts'
import { anyoneCtx } from '../testing/contexts.ts'
import { mailedToken, newEmail, signUp, testPassword } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { register } from './register.ts'
import { registerInput } from './schemas.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const mails = async (email: string) => {
  const { rows } = await t.admin.query<{ template: string; locale: string }>(
    'SELECT template, locale FROM outbox_messages WHERE recipient = $1 ORDER BY id',
    [email],
  )
  return rows
}

const input = (email: string, password = testPassword) => ({
  email,
  password,
  locale: 'en' as const,
})

test('opens an account with empty accounts, a hashed password and a mailed link', async () => {
  const email = newEmail()
  expect(await register(anyoneCtx(t.deps), { ...input(email), locale: 'zh-CN' })).toEqual({
    done: true,
  })
  const { rows } = await t.admin.query('SELECT * FROM users WHERE email = $1', [email])
  expect(rows).toMatchObject([{ role: 'consumer', status: 'active', email_verified_at: null }])
  expect(rows[0].password_hash).toMatch(/^\$argon2id\$/)
  expect(await balances(t.deps.sql, rows[0].id)).toMatchObject({ spendable: 0n, held: 0n })
  expect(await mails(email)).toEqual([{ template: 'verify_email', locale: 'zh-CN' }])
  const audits = await t.admin.query('SELECT action FROM audit_events WHERE subject_id = $1', [
    rows[0].id,
  ])
  expect(audits.rows).toEqual([{ action: 'identity.register' }])
})

test('stores only the hash of the mailed token', async () => {
  const user = await signUp(t)
  const token = await mailedToken(t, user.email, 'verify_email')
  const { rows } = await t.admin.query('SELECT token_hash FROM email_tokens WHERE user_id = $1', [
    user.id,
  ])
  expect(rows).toHaveLength(1)
  expect(rows[0].token_hash).not.toContain(token)
})

test('answers the same for a known address, changes nothing and mails its owner once an hour', async () => {
  const user = await signUp(t)
  const before = await t.admin.query('SELECT * FROM users WHERE id = $1', [user.id])
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const answer = await register(anyoneCtx(t.deps), input(user.email, 'another passphrase'))
    expect(answer).toEqual({ done: true })
  }
  const after = await t.admin.query('SELECT * FROM users WHERE id = $1', [user.id])
  expect(after.rows).toEqual(before.rows)
  expect((await mails(user.email)).map(({ template }) => template)).toEqual([
    'verify_email',
    'already_registered',
  ])
})

test('judges the password before it looks whether the address is known', async () => {
  const user = await signUp(t)
  expect(await codeOf(register(anyoneCtx(t.deps), input(user.email, 'aaaaaaaaaaaa')))).toBe(
    'PASSWORD_WEAK',
  )
  expect(await codeOf(register(anyoneCtx(t.deps), input(newEmail(), 'aaaaaaaaaaaa')))).toBe(
    'PASSWORD_WEAK',
  )
})

test('makes one account of two registrations at once', async () => {
  const email = newEmail()
  const answers = await Promise.all([1, 2, 3].map(() => register(anyoneCtx(t.deps), input(email))))
  expect(answers).toEqual([{ done: true }, { done: true }, { done: true }])
  const { rows } = await t.admin.query('SELECT id FROM users WHERE email = $1', [email])
  expect(rows).toHaveLength(1)
})

test.each([
  ['a common one with little around it', 'password123'],
  ['the address itself', 'marina.k01'],
  ['few different letters', 'abababababab'],
])('refuses a weak password: %s', async (_name, password) => {
  const email = 'marina.k@example.test'
  expect(await codeOf(register(anyoneCtx(t.deps), input(email, password)))).toBe('PASSWORD_WEAK')
  const { rows } = await t.admin.query('SELECT id FROM users WHERE email = $1', [email])
  expect(rows).toEqual([])
})

test('refuses the 21st registration from one address in an hour, and nobody else', async () => {
  const flood = anyoneCtx(t.deps, '198.51.100.7')
  for (let attempt = 0; attempt < 20; attempt += 1)
    await t.deps.limiter.consume('register', flood.address)
  expect(await codeOf(register(flood, input(newEmail())))).toBe('TOO_MANY_REQUESTS')
  await register(anyoneCtx(t.deps), input(newEmail()))
})

test('reads an address the way it is stored', () => {
  const parse = (email: string) => registerInput.safeParse({ ...input(email) })
  expect(parse('  Marina@Example.TEST ').data?.email).toBe('marina@example.test')
  for (const wrong of [
    '',
    'nobody',
    'a@b',
    `${'a'.repeat(250)}@b.test`,
    'a@b.test\u0000',
    'a b@c.test',
  ])
    expect(parse(wrong).success, wrong).toBe(false)
})
