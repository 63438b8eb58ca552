import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf } from '../testing/code-of.ts'
import { anyoneCtx, type TestUser } from '../testing/contexts.ts'
import { mailedToken, newEmail, signUpVerified, testPassword } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { forgotPassword } from './forgot-password.ts'
import { resetPassword } from './reset-password.ts'
import { resolveSession } from './resolve-session.ts'
import { signIn } from './sign-in.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const next = 'another coral tide'
const enter = (email: string, password: string) =>
  signIn(t.deps, { email, password, address: email, userAgent: 'test' })
const forgot = (email: string) => forgotPassword(anyoneCtx(t.deps), { email })
const reset = (token: string, password = next) =>
  resetPassword(anyoneCtx(t.deps), { token, password })

async function asked(): Promise<{ user: TestUser; token: string }> {
  const user = await signUpVerified(t)
  await forgot(user.email)
  return { user, token: await mailedToken(t, user.email, 'reset_password') }
}

test('sets the new password and ends every session', async () => {
  const { user, token } = await asked()
  const phone = await enter(user.email, testPassword)
  const desk = await enter(user.email, testPassword)
  expect(await reset(token)).toEqual({ done: true })
  for (const session of [phone, desk])
    expect(await resolveSession(t.deps, session?.sessionId ?? '')).toBeNull()
  expect(await enter(user.email, testPassword)).toBeNull()
  expect(await enter(user.email, next)).toMatchObject({ userId: user.id })
  const { rows } = await t.admin.query(
    `SELECT FROM outbox_messages WHERE user_id = $1 AND template = 'password_changed'`,
    [user.id],
  )
  expect(rows).toHaveLength(1)
})

test('lets the owner in whom wrong tries had locked out', async () => {
  const { user, token } = await asked()
  for (let attempt = 0; attempt < 5; attempt += 1) await enter(user.email, 'wrong password')
  expect(await codeOf(enter(user.email, testPassword))).toBe('TOO_MANY_REQUESTS')
  await reset(token)
  expect(await enter(user.email, next)).toMatchObject({ userId: user.id })
})

test('takes a token once, also when it is used twice at the same moment', async () => {
  const { user, token } = await asked()
  const answers = await Promise.allSettled([reset(token), reset(token, 'third coral tide')])
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await codeOf(reset(token))).toBe('TOKEN_INVALID')
  const right = answers[0]?.status === 'fulfilled' ? next : 'third coral tide'
  expect(await enter(user.email, right)).not.toBeNull()
})

test('spends every other open link of the account', async () => {
  const { user, token } = await asked()
  await forgot(user.email)
  await reset(await mailedToken(t, user.email, 'reset_password'))
  expect(await codeOf(reset(token))).toBe('TOKEN_INVALID')
})

test('refuses a token of nobody, of another kind and one that is an hour old', async () => {
  expect(await codeOf(reset('C'.repeat(43)))).toBe('TOKEN_INVALID')
  const { user, token } = await asked()
  expect(await codeOf(reset(await mailedToken(t, user.email, 'verify_email')))).toBe(
    'TOKEN_INVALID',
  )
  await t.clock.advance(3_600_000)
  expect(await codeOf(reset(token))).toBe('TOKEN_INVALID')
  expect(await enter(user.email, testPassword)).not.toBeNull()
})

test('keeps the link when the new password is weak', async () => {
  const { token } = await asked()
  expect(await codeOf(reset(token, 'password12'))).toBe('PASSWORD_WEAK')
  expect(await reset(token)).toEqual({ done: true })
})

test('answers the same for an address that nobody has, and mails nothing', async () => {
  const email = newEmail()
  expect(await forgot(email)).toEqual({ done: true })
  const { rows } = await t.admin.query('SELECT FROM outbox_messages WHERE recipient = $1', [email])
  expect(rows).toEqual([])
})

test('mails no link to a disabled account', async () => {
  const user = await signUpVerified(t)
  await t.admin.query(`UPDATE users SET status = 'disabled' WHERE id = $1`, [user.id])
  expect(await forgot(user.email)).toEqual({ done: true })
  await expect(mailedToken(t, user.email, 'reset_password')).rejects.toThrow('no reset_password')
})

test('mails an address at most five times an hour, known or not', async () => {
  for (const email of [newEmail(), (await signUpVerified(t)).email]) {
    for (let attempt = 0; attempt < 5; attempt += 1) await forgot(email)
    expect(await codeOf(forgot(email))).toBe('TOO_MANY_REQUESTS')
  }
})
