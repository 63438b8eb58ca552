import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf } from '../testing/code-of.ts'
import { anyoneCtx, userCtx } from '../testing/contexts.ts'
import { mailedToken, signUpVerified, testPassword } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { changePassword } from './change-password.ts'
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

async function arrange() {
  const user = await signUpVerified(t)
  const enter = async (password: string) =>
    (
      await signIn(t.deps, {
        email: user.email,
        password,
        address: randomUUID(),
        userAgent: 'Test',
      })
    )?.sessionId ?? null
  const here = (await enter(testPassword)) ?? ''
  return { user, enter, here, ctx: userCtx(t.deps, user, { sessionId: here }) }
}

test('changes it, keeps this device and signs the others out', async () => {
  const { enter, here, ctx } = await arrange()
  const other = (await enter(testPassword)) ?? ''
  expect(await changePassword(ctx, { current: testPassword, next })).toEqual({ done: true })
  expect(await resolveSession(t.deps, here)).not.toBeNull()
  expect(await resolveSession(t.deps, other)).toBeNull()
  expect(await enter(testPassword)).toBeNull()
  expect(await enter(next)).not.toBeNull()
})

test('tells the owner and the audit log', async () => {
  const { user, ctx } = await arrange()
  await changePassword(ctx, { current: testPassword, next })
  const mails = await t.admin.query(
    `SELECT params FROM outbox_messages WHERE user_id = $1 AND template = 'password_changed'`,
    [user.id],
  )
  expect(mails.rows).toEqual([{ params: {} }])
  const { rows } = await t.admin.query(
    `SELECT actor_id, detail FROM audit_events WHERE subject_id = $1 AND action = 'identity.change_password'`,
    [user.id],
  )
  expect(rows).toEqual([{ actor_id: user.id, detail: {} }])
})

test('spends every open reset link of the account', async () => {
  const { user, ctx } = await arrange()
  await forgotPassword(anyoneCtx(t.deps), { email: user.email })
  const token = await mailedToken(t, user.email, 'reset_password')
  await changePassword(ctx, { current: testPassword, next })
  const reset = resetPassword(anyoneCtx(t.deps), { token, password: 'third coral tide' })
  expect(await codeOf(reset)).toBe('TOKEN_INVALID')
})

test('refuses a wrong current password and changes nothing', async () => {
  const { enter, ctx } = await arrange()
  const other = (await enter(testPassword)) ?? ''
  expect(await codeOf(changePassword(ctx, { current: 'not this one', next }))).toBe(
    'PASSWORD_WRONG',
  )
  expect(await resolveSession(t.deps, other)).not.toBeNull()
  expect(await enter(testPassword)).not.toBeNull()
})

test('refuses a weak new password', async () => {
  const { ctx } = await arrange()
  const weak = { current: testPassword, next: 'qwertyuiop1' }
  expect(await codeOf(changePassword(ctx, weak))).toBe('PASSWORD_WEAK')
})

test('refuses the sixth wrong current password', async () => {
  const { ctx } = await arrange()
  for (let attempt = 0; attempt < 5; attempt += 1)
    expect(await codeOf(changePassword(ctx, { current: 'wrong', next }))).toBe('PASSWORD_WRONG')
  expect(await codeOf(changePassword(ctx, { current: testPassword, next }))).toBe(
    'TOO_MANY_REQUESTS',
  )
})
