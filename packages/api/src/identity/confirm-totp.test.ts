import { randomUUID } from 'node:crypto'
import { Secret } from '@aetherflow/crypto/secret'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createCaller } from '../app-router.ts'
import type { Deps } from '../deps.ts'
import { enrol, shownCode, standingClock, stepMs } from '../testing/authenticator.ts'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx } from '../testing/contexts.ts'
import { signUpVerified, testPassword } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { beginTotp } from './begin-totp.ts'
import { confirmTotp } from './confirm-totp.ts'
import { getSecondFactor } from './get-second-factor.ts'
import { resolveSession } from './resolve-session.ts'
import { signIn } from './sign-in.ts'

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

async function arrange() {
  const user = await signUpVerified(t)
  const ctx = userCtx(deps, user)
  await beginTotp(ctx, { password: testPassword })
  return { user, ctx, code: (steps: number) => shownCode(deps, user, { steps, pending: true }) }
}

const isOn = async (user: TestUser) =>
  (await deps.prisma.user.findUniqueOrThrow({ where: { id: user.id } })).totpSealed !== null

test.each([-1, 0, 1])('turns it on by a code of a clock %i steps off', async (steps) => {
  const { user, ctx, code } = await arrange()
  const { recoveryCodes } = await confirmTotp(ctx, { code: await code(steps) })
  expect(new Set(recoveryCodes).size).toBe(10)
  expect(await isOn(user)).toBe(true)
})

test.each([-2, 2])('does not take a code of a clock %i steps off', async (steps) => {
  const { user, ctx, code } = await arrange()
  expect(await codeOf(confirmTotp(ctx, { code: await code(steps) }))).toBe('CODE_WRONG')
  expect(await isOn(user)).toBe(false)
})

test('does not take the code of another user', async () => {
  const { user, ctx } = await arrange()
  // Six digits meet by chance now and then; those of three people do not.
  const others = await Promise.all([arrange(), arrange(), arrange()])
  const answers: string[] = []
  for (const other of others) {
    const confirming = confirmTotp(ctx, { code: await other.code(0) })
    answers.push(
      await codeOf(confirming.then(() => Promise.reject(new Error('met by chance')))).catch(
        () => 'met by chance',
      ),
    )
  }
  expect(answers.filter((answer) => answer === 'CODE_WRONG').length).toBeGreaterThan(1)
  expect(await isOn(user)).toBe(answers.includes('met by chance'))
})

test('keeps recovery codes as hashes only, signs other devices out, tells the owner and the audit log', async () => {
  const user = await signUpVerified(t)
  const enter = async () =>
    (
      await signIn(deps, {
        email: user.email,
        password: testPassword,
        address: randomUUID(),
        userAgent: 'Test',
      })
    )?.sessionId ?? ''
  const here = await enter()
  const other = await enter()
  const codes = await enrol(deps, user, { sessionId: here })
  expect(await resolveSession(deps, here)).toMatchObject({ totp: true })
  expect(await resolveSession(deps, other)).toBeNull()
  const { rows } = await t.admin.query('SELECT * FROM recovery_codes WHERE user_id = $1', [user.id])
  expect(rows).toHaveLength(10)
  const text = JSON.stringify(rows)
  for (const code of codes) {
    expect(text).not.toContain(code)
    expect(text).not.toContain(code.replaceAll('-', ''))
  }
  const mails = await t.admin.query(
    `SELECT params FROM outbox_messages WHERE user_id = $1 AND template = 'second_factor_on'`,
    [user.id],
  )
  expect(mails.rows).toEqual([{ params: {} }])
  const audits = await t.admin.query(
    `SELECT actor_id, detail FROM audit_events WHERE subject_id = $1 AND action = 'identity.confirm_totp'`,
    [user.id],
  )
  expect(audits.rows).toEqual([{ actor_id: user.id, detail: { replaced: false } }])
})

test('has nothing to confirm before it was begun, twice, or after a quarter of an hour', async () => {
  const fresh = await signUpVerified(t)
  expect(await codeOf(confirmTotp(userCtx(deps, fresh), { code: '123456' }))).toBe('STATE_CHANGED')
  const { ctx, code } = await arrange()
  const first = await code(0)
  await confirmTotp(ctx, { code: first })
  expect(await codeOf(confirmTotp(ctx, { code: first }))).toBe('STATE_CHANGED')
  const late = await arrange()
  pass(15 * 60_000)
  expect(await codeOf(confirmTotp(late.ctx, { code: await late.code(0) }))).toBe('STATE_CHANGED')
})

test('hands the recovery codes to one of two confirmations at once', async () => {
  const { ctx, code } = await arrange()
  const right = await code(0)
  const both = await Promise.allSettled([
    confirmTotp(ctx, { code: right }),
    confirmTotp(ctx, { code: right }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('refuses the sixth wrong code', async () => {
  const { ctx, code } = await arrange()
  const wrong = await code(9)
  for (let attempt = 0; attempt < 5; attempt += 1)
    expect(await codeOf(confirmTotp(ctx, { code: wrong }))).toBe('CODE_WRONG')
  const right = confirmTotp(ctx, { code: await code(0) })
  expect(await codeOf(right)).toBe('TOO_MANY_REQUESTS')
})

test('puts another authenticator in the place of the first, with new recovery codes', async () => {
  const user = await signUpVerified(t)
  const [old = ''] = await enrol(deps, user)
  const ctx = userCtx(deps, user, { totp: true })
  pass(stepMs)
  const before = await shownCode(deps, user, { steps: 1 })
  await beginTotp(ctx, { password: testPassword, code: await shownCode(deps, user) })
  const next = await shownCode(deps, user, { pending: true })
  const { recoveryCodes } = await confirmTotp(ctx, { code: next })
  expect(recoveryCodes).not.toContain(old)
  expect(await shownCode(deps, user)).toBe(next)
  const begin = (code: string) => codeOf(beginTotp(ctx, { password: testPassword, code }))
  expect([await begin(before), await begin(old)]).toEqual(['CODE_WRONG', 'CODE_WRONG'])
})

test('says clearly that a changed secret made the seed unreadable', async () => {
  const { ctx } = await arrange()
  const changed = { ...deps, addressSecret: new Secret('another-address-secret-0123456789abc') }
  expect(await codeOf(confirmTotp({ ...ctx, deps: changed }, { code: '123456' }))).toBe(
    'TOTP_UNREADABLE',
  )
})

test('opens the desk of production for an admin, who had none before', async () => {
  const user = await signUpVerified(t)
  await t.admin.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [user.id])
  const production: Deps = { ...deps, mode: 'production' }
  const session = await signIn(production, {
    email: user.email,
    password: testPassword,
    address: randomUUID(),
    userAgent: 'Test',
  })
  const desk = async () => {
    const actor = await resolveSession(production, session?.sessionId ?? '')
    return createCaller({ ...userCtx(production, user), actor }).admin.overview()
  }
  await expect(desk()).rejects.toThrow('TOTP_REQUIRED')
  const admin = { ...user, role: 'admin' } as const
  const sessionId = session?.sessionId ?? ''
  expect(await getSecondFactor(userCtx(production, admin))).toMatchObject({ required: true })
  await enrol(production, admin, { sessionId })
  expect(await desk()).toBeDefined()
})
