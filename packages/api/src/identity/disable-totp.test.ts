import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Deps } from '../deps.ts'
import { enrol, shownCode, standingClock, stepMs } from '../testing/authenticator.ts'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx } from '../testing/contexts.ts'
import { signUpVerified, testPassword } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { disableTotp } from './disable-totp.ts'
import { getSecondFactor } from './get-second-factor.ts'

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

async function arrange() {
  const user = await signUpVerified(t)
  const recovery = await enrol(deps, user)
  pass(stepMs)
  return { user, recovery, ctx: userCtx(deps, user, { totp: true }) }
}
const sealedOf = async (user: TestUser) =>
  (await deps.prisma.user.findUniqueOrThrow({ where: { id: user.id } })).totpSealed

test('turns it off with its recovery codes, and tells the owner and the audit log', async () => {
  const { user, ctx } = await arrange()
  expect(await getSecondFactor(ctx)).toEqual({ on: true, required: false, recoveryCodesLeft: 10 })
  const code = await shownCode(deps, user)
  expect(await disableTotp(ctx, { password, code })).toEqual({ done: true })
  expect(await getSecondFactor(userCtx(deps, user))).toEqual({
    on: false,
    required: false,
    recoveryCodesLeft: 0,
  })
  const { rows } = await t.admin.query(
    `SELECT totp_sealed, totp_last_step FROM users WHERE id = $1`,
    [user.id],
  )
  expect(rows).toEqual([{ totp_sealed: null, totp_last_step: null }])
  const told = await t.admin.query(
    `SELECT 'mail' AS what FROM outbox_messages WHERE user_id = $1 AND template = 'second_factor_off'
     UNION ALL SELECT action FROM audit_events WHERE subject_id = $1::text AND action = 'identity.disable_totp'`,
    [user.id],
  )
  expect(told.rows).toEqual([{ what: 'mail' }, { what: 'identity.disable_totp' }])
  expect(await codeOf(disableTotp(userCtx(deps, user), { password, code }))).toBe('STATE_CHANGED')
})

test('takes a recovery code, for whoever lost the phone', async () => {
  const { user, ctx, recovery } = await arrange()
  const [code = ''] = recovery
  expect(await disableTotp(ctx, { password, code })).toEqual({ done: true })
  expect(await sealedOf(user)).toBeNull()
})

test('takes both password and code, each right', async () => {
  const { user, ctx } = await arrange()
  const code = await shownCode(deps, user)
  expect(await codeOf(disableTotp(ctx, { password: 'not this one', code }))).toBe('PASSWORD_WRONG')
  const stale = await shownCode(deps, user, { steps: -2 })
  expect(await codeOf(disableTotp(ctx, { password, code: stale }))).toBe('CODE_WRONG')
  expect(await codeOf(disableTotp(ctx, { password, code: 'nonsense' }))).toBe('CODE_WRONG')
  expect(await sealedOf(user)).not.toBeNull()
})

test('counts wrong codes even after right passwords', async () => {
  const { user, ctx } = await arrange()
  const stale = await shownCode(deps, user, { steps: -2 })
  for (let attempt = 0; attempt < 5; attempt += 1)
    expect(await codeOf(disableTotp(ctx, { password, code: stale }))).toBe('CODE_WRONG')
  const code = await shownCode(deps, user)
  expect(await codeOf(disableTotp(ctx, { password, code }))).toBe('TOO_MANY_REQUESTS')
})

test('is refused to an admin in production, and not in the demo', async () => {
  const { user } = await arrange()
  await t.admin.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [user.id])
  const admin = { ...user, role: 'admin' } as const
  const input = { password, code: await shownCode(deps, user) }
  const production = userCtx({ ...deps, mode: 'production' }, admin, { totp: true })
  expect(await codeOf(disableTotp(production, input))).toBe('TOTP_REQUIRED')
  expect(await sealedOf(user)).not.toBeNull()
  expect(await disableTotp(userCtx(deps, admin, { totp: true }), input)).toEqual({ done: true })
})
