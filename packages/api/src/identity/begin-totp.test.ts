import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Deps } from '../deps.ts'
import { enrol, shownCode, standingClock, stepMs } from '../testing/authenticator.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx } from '../testing/contexts.ts'
import { signUpVerified, testPassword } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { beginTotp } from './begin-totp.ts'

let t: TestDeps
let deps: Deps
let pass: (ms: number) => void
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())
beforeEach(() => {
  ;({ deps, pass } = standingClock(t))
})

const password = testPassword
const stored = async (id: string) =>
  (
    await t.admin.query(
      `SELECT totp_sealed, totp_pending_sealed, totp_pending_until FROM users WHERE id = $1`,
      [id],
    )
  ).rows[0]

test('invites an authenticator, and keeps the seed sealed and waiting', async () => {
  const user = await signUpVerified(t)
  const { uri, secret, expiresAt } = await beginTotp(userCtx(deps, user), { password })
  expect(decodeURIComponent(new URL(uri).pathname)).toBe(`/Aetherflow:${user.email}`)
  expect(new URL(uri).searchParams.get('secret')).toBe(secret)
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(expiresAt.getTime() - deps.clock.now().getTime()).toBe(15 * 60_000)
  const row = await stored(user.id)
  expect(row).toMatchObject({ totp_sealed: null, totp_pending_until: expiresAt })
  expect(row.totp_pending_sealed).toMatch(/^ts1\./)
  expect(row.totp_pending_sealed).not.toContain(secret)
})

test('makes another seed each time, and the last one waits', async () => {
  const user = await signUpVerified(t)
  const first = await beginTotp(userCtx(deps, user), { password })
  const before = await stored(user.id)
  const second = await beginTotp(userCtx(deps, user), { password })
  expect(second.secret).not.toBe(first.secret)
  expect((await stored(user.id)).totp_pending_sealed).not.toBe(before.totp_pending_sealed)
})

test('asks for the password again, and changes nothing on a wrong one', async () => {
  const user = await signUpVerified(t)
  const ctx = userCtx(deps, user)
  expect(await codeOf(beginTotp(ctx, { password: 'not this one' }))).toBe('PASSWORD_WRONG')
  expect((await stored(user.id)).totp_pending_sealed).toBeNull()
})

test('refuses the sixth wrong password', async () => {
  const ctx = userCtx(deps, await signUpVerified(t))
  for (let attempt = 0; attempt < 5; attempt += 1)
    expect(await codeOf(beginTotp(ctx, { password: 'wrong' }))).toBe('PASSWORD_WRONG')
  expect(await codeOf(beginTotp(ctx, { password }))).toBe('TOO_MANY_REQUESTS')
})

test('puts another authenticator beside the one that is on only with a code of it', async () => {
  const user = await signUpVerified(t)
  const [recovery] = await enrol(deps, user)
  const ctx = userCtx(deps, user, { totp: true })
  const before = await stored(user.id)
  expect(await codeOf(beginTotp(ctx, { password }))).toBe('CODE_REQUIRED')
  // The step that turned it on is used.
  const used = await shownCode(deps, user)
  expect(await codeOf(beginTotp(ctx, { password, code: used }))).toBe('CODE_WRONG')
  expect(await stored(user.id)).toEqual(before)
  pass(stepMs)
  await beginTotp(ctx, { password, code: await shownCode(deps, user) })
  expect(await stored(user.id)).toMatchObject({ totp_sealed: before.totp_sealed })
  // Whoever lost the phone comes in with a recovery code.
  expect(await beginTotp(ctx, { password, code: recovery })).toHaveProperty('secret')
})
