import { randomUUID } from 'node:crypto'
import { Secret } from '@aetherflow/crypto/secret'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Deps } from '../deps.ts'
import { enrol, shownCode, standingClock, stepMs } from '../testing/authenticator.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx } from '../testing/contexts.ts'
import { signUpVerified, testPassword } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { disableTotp } from './disable-totp.ts'
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
  const recovery = await enrol(deps, user)
  pass(stepMs)
  const enter = (code: string | undefined, password = testPassword, through = deps) =>
    signIn(through, {
      email: user.email,
      password,
      ...(code === undefined ? {} : { code }),
      address: randomUUID(),
      userAgent: 'Test',
    })
  const sessions = async () =>
    (await t.admin.query('SELECT FROM sessions WHERE user_id = $1', [user.id])).rowCount
  const code = (steps = 0) => shownCode(deps, user, { steps })
  return { user, recovery, enter, sessions, code }
}

test('asks for a code after a right password, and opens no session before it', async () => {
  const { user, enter, sessions, code } = await arrange()
  expect(await codeOf(enter(undefined))).toBe('CODE_REQUIRED')
  expect(await codeOf(enter('  '))).toBe('CODE_REQUIRED')
  expect(await sessions()).toBe(0)
  expect(await enter(await code())).toMatchObject({ userId: user.id })
  expect(await sessions()).toBe(1)
})

test('says nothing of a second factor before the password is right', async () => {
  const { enter, code, recovery } = await arrange()
  const right = await code()
  expect(await enter(undefined, 'wrong password')).toBeNull()
  expect(await enter(right, 'wrong password')).toBeNull()
  expect(await enter(recovery[0], 'wrong password')).toBeNull()
  // Nor were the codes used up by it.
  expect(await enter(right)).not.toBeNull()
  expect(await enter(recovery[0])).not.toBeNull()
})

test('does not ask a disabled account for a code', async () => {
  const { user, enter } = await arrange()
  await t.admin.query(`UPDATE users SET status = 'disabled' WHERE id = $1`, [user.id])
  expect(await enter(undefined)).toBeNull()
})

test.each([-1, 0, 1])('takes the code of a clock %i steps off', async (steps) => {
  const { enter, code } = await arrange()
  // One more step, so that none of them is the one that turned it on.
  pass(stepMs)
  expect(await enter(await code(steps))).not.toBeNull()
})

test.each([-2, 2])('does not take the code of a clock %i steps off', async (steps) => {
  const { enter, sessions, code } = await arrange()
  pass(2 * stepMs)
  expect(await codeOf(enter(await code(steps)))).toBe('CODE_WRONG')
  expect(await sessions()).toBe(0)
})

test('takes a code with the space that apps show, once', async () => {
  const { enter, code } = await arrange()
  const right = await code()
  expect(await enter(`${right.slice(0, 3)} ${right.slice(3)}`)).not.toBeNull()
  expect(await codeOf(enter(right))).toBe('CODE_WRONG')
})

test('takes no older code after a newer one', async () => {
  const { enter, code } = await arrange()
  pass(stepMs)
  expect(await enter(await code(1))).not.toBeNull()
  expect(await codeOf(enter(await code(0)))).toBe('CODE_WRONG')
  expect(await codeOf(enter(await code(-1)))).toBe('CODE_WRONG')
})

test('lets one of four in that bring the same code at once', async () => {
  const { enter, sessions, code, recovery } = await arrange()
  for (const right of [await code(), recovery[0]]) {
    const before = (await sessions()) ?? 0
    const four = await Promise.allSettled(Array.from({ length: 4 }, () => enter(right)))
    expect(four.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await sessions()).toBe(before + 1)
  }
})

test('does not take the codes of another user', async () => {
  const { enter, sessions } = await arrange()
  const others = await Promise.all([arrange(), arrange()])
  for (const { recovery } of others) expect(await codeOf(enter(recovery[0]))).toBe('CODE_WRONG')
  expect(await sessions()).toBe(0)
  // Six digits of two others do not both meet ours by chance.
  const answers = []
  for (const other of others)
    answers.push(await enter(await other.code()).catch((error: Error) => error.message))
  expect(answers).toContain('CODE_WRONG')
})

test('takes a recovery code once, however typed, and tells the owner', async () => {
  const { user, enter, recovery } = await arrange()
  const [first = '', second = ''] = recovery
  expect(await enter(first.toLowerCase().replaceAll('-', ' '))).not.toBeNull()
  expect(await codeOf(enter(first))).toBe('CODE_WRONG')
  expect(await enter(second)).not.toBeNull()
  const { rows } = await t.admin.query(
    `SELECT count(*)::int FROM outbox_messages WHERE user_id = $1 AND template = 'recovery_code_used'`,
    [user.id],
  )
  expect(rows).toEqual([{ count: 2 }])
  const audits = await t.admin.query(
    `SELECT DISTINCT actor_kind::text FROM audit_events WHERE subject_id = $1 AND action = 'identity.use_recovery_code'`,
    [user.id],
  )
  expect(audits.rows).toEqual([{ actor_kind: 'system' }])
})

test.each(['000', 'x'.repeat(41), 'ÄÖÜ', '0000-0000-0000-0000'])(
  'does not take %j',
  async (text) => {
    const { enter } = await arrange()
    expect(await codeOf(enter(text))).toBe('CODE_WRONG')
  },
)

test('counts passwords and codes together: the sixth try is refused, even with all right', async () => {
  const { enter, code } = await arrange()
  expect(await enter(undefined, 'wrong password')).toBeNull()
  expect(await codeOf(enter(undefined))).toBe('CODE_REQUIRED')
  for (let attempt = 0; attempt < 3; attempt += 1)
    expect(await codeOf(enter('nonsense'))).toBe('CODE_WRONG')
  expect(await codeOf(enter(await code()))).toBe('TOO_MANY_REQUESTS')
  await t.admin.query('UPDATE rate_limits SET expire = 1')
  expect(await enter(await code())).not.toBeNull()
})

test('says that a changed secret made the seed unreadable, and still takes a recovery code', async () => {
  const { enter, code, recovery } = await arrange()
  const changed: Deps = {
    ...deps,
    addressSecret: new Secret('another-address-secret-0123456789abc'),
  }
  expect(await codeOf(enter(await code(), testPassword, changed))).toBe('TOTP_UNREADABLE')
  expect(await enter(recovery[0], testPassword, changed)).not.toBeNull()
})

test('asks for the password alone again after it was turned off', async () => {
  const { user, enter, code } = await arrange()
  await disableTotp(userCtx(deps, user, { totp: true }), {
    password: testPassword,
    code: await code(),
  })
  expect(await enter(undefined)).not.toBeNull()
})
