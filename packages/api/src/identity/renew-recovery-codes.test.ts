import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Deps } from '../deps.ts'
import { enrol, shownCode, standingClock, stepMs } from '../testing/authenticator.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx } from '../testing/contexts.ts'
import { signUpVerified, testPassword } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getSecondFactor } from './get-second-factor.ts'
import { renewRecoveryCodes } from './renew-recovery-codes.ts'

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

test('gives ten new ones, and the old ones are void', async () => {
  const { user, ctx, recovery } = await arrange()
  const code = await shownCode(deps, user)
  const { recoveryCodes } = await renewRecoveryCodes(ctx, { password, code })
  expect(new Set([...recoveryCodes, ...recovery]).size).toBe(20)
  const [old = ''] = recovery
  const [fresh = ''] = recoveryCodes
  expect(await codeOf(renewRecoveryCodes(ctx, { password, code: old }))).toBe('CODE_WRONG')
  expect(await renewRecoveryCodes(ctx, { password, code: fresh })).toHaveProperty('recoveryCodes')
  const { rows } = await t.admin.query(
    `SELECT count(*)::int FROM audit_events WHERE subject_id = $1 AND action = 'identity.renew_recovery_codes'`,
    [user.id],
  )
  expect(rows).toEqual([{ count: 2 }])
})

test('does not renew by a code that was used', async () => {
  const { user, ctx } = await arrange()
  const code = await shownCode(deps, user)
  const both = await Promise.allSettled([
    renewRecoveryCodes(ctx, { password, code }),
    renewRecoveryCodes(ctx, { password, code }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await getSecondFactor(ctx)).toMatchObject({ recoveryCodesLeft: 10 })
})

test('takes the password too, and a second factor that is on', async () => {
  const { user, ctx } = await arrange()
  const code = await shownCode(deps, user)
  const wrong = renewRecoveryCodes(ctx, { password: 'not this one', code })
  expect(await codeOf(wrong)).toBe('PASSWORD_WRONG')
  const without = userCtx(deps, await signUpVerified(t))
  expect(await codeOf(renewRecoveryCodes(without, { password, code }))).toBe('STATE_CHANGED')
})
