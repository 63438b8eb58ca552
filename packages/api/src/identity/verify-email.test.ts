import { afterAll, beforeAll, expect, test } from 'vitest'
import { getBalances } from '../wallet/get-balances.ts'
import { codeOf } from '../testing/code-of.ts'
import { anyoneCtx, userCtx } from '../testing/contexts.ts'
import { mailedToken, signUp, signUpVerified } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { forgotPassword } from './forgot-password.ts'
import { resendVerification } from './resend-verification.ts'
import { verifyEmail } from './verify-email.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const hourMs = 3_600_000
const verify = (token: string) => verifyEmail(anyoneCtx(t.deps), { token })

test('confirms the address and grants the starter credits', async () => {
  const user = await signUp(t)
  const token = await mailedToken(t, user.email, 'verify_email')
  expect(await verify(token)).toEqual({ email: user.email, bonus: 2000n })
  expect(await getBalances(userCtx(t.deps, user))).toMatchObject({ bonus: 2000n, spendable: 2000n })
})

test('answers a second click as done, without a second bonus', async () => {
  const user = await signUp(t)
  const token = await mailedToken(t, user.email, 'verify_email')
  await verify(token)
  expect(await verify(token)).toEqual({ email: user.email, bonus: 0n })
  expect((await getBalances(userCtx(t.deps, user))).bonus).toBe(2000n)
})

test('grants once when many clicks come at once', async () => {
  const user = await signUp(t)
  const token = await mailedToken(t, user.email, 'verify_email')
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => verify(token)))
  expect(answers.map(({ bonus }) => bonus).toSorted((a, b) => Number(b - a))).toEqual([
    2000n,
    0n,
    0n,
    0n,
    0n,
  ])
  expect((await getBalances(userCtx(t.deps, user))).bonus).toBe(2000n)
})

test('refuses a token of nobody, of another kind and of yesterday', async () => {
  expect(await codeOf(verify('A'.repeat(43)))).toBe('TOKEN_INVALID')
  const user = await signUp(t)
  await forgotPassword(anyoneCtx(t.deps), { email: user.email })
  expect(await codeOf(verify(await mailedToken(t, user.email, 'reset_password')))).toBe(
    'TOKEN_INVALID',
  )
  const token = await mailedToken(t, user.email, 'verify_email')
  await t.clock.advance(24 * hourMs)
  expect(await codeOf(verify(token))).toBe('TOKEN_INVALID')
  expect((await getBalances(userCtx(t.deps, user))).bonus).toBe(0n)
})

test('mails another link on request, and either link confirms', async () => {
  const user = await signUp(t)
  const first = await mailedToken(t, user.email, 'verify_email')
  expect(await resendVerification(userCtx(t.deps, user))).toEqual({ done: true })
  const second = await mailedToken(t, user.email, 'verify_email')
  expect(second).not.toBe(first)
  expect((await verify(second)).bonus).toBe(2000n)
  expect((await verify(first)).bonus).toBe(0n)
})

test('mails nothing to a confirmed address, and at most five links an hour', async () => {
  const count = async (id: string) => {
    const { rows } = await t.admin.query('SELECT id FROM outbox_messages WHERE user_id = $1', [id])
    return rows.length
  }
  const confirmed = await signUpVerified(t)
  const before = await count(confirmed.id)
  await resendVerification(userCtx(t.deps, confirmed))
  expect(await count(confirmed.id)).toBe(before)

  const ctx = userCtx(t.deps, await signUp(t))
  for (let attempt = 0; attempt < 5; attempt += 1) await resendVerification(ctx)
  expect(await codeOf(resendVerification(ctx))).toBe('TOO_MANY_REQUESTS')
  expect(await count(ctx.actor.userId)).toBe(6)
})

test('slows somebody down who tries tokens', async () => {
  const ctx = anyoneCtx(t.deps)
  for (let attempt = 0; attempt < 30; attempt += 1)
    expect(await codeOf(verifyEmail(ctx, { token: 'B'.repeat(43) }))).toBe('TOKEN_INVALID')
  expect(await codeOf(verifyEmail(ctx, { token: 'B'.repeat(43) }))).toBe('TOO_MANY_REQUESTS')
})

test('confirms an address also while no grant is in force', async () => {
  const user = await signUp(t)
  const token = await mailedToken(t, user.email, 'verify_email')
  await t.admin.query(`UPDATE grant_rules SET active = false`)
  try {
    expect(await verify(token)).toEqual({ email: user.email, bonus: 0n })
  } finally {
    await t.admin.query(`UPDATE grant_rules SET active = true`)
  }
})
