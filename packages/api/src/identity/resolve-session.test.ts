import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx } from '../testing/contexts.ts'
import { signUpVerified, testPassword } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { listSessions } from './list-sessions.ts'
import { resolveSession } from './resolve-session.ts'
import { revokeSession } from './revoke-session.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const dayMs = 24 * 3_600_000
const resolve = (sessionId: string) => resolveSession(t.deps, sessionId)

async function enter(user: TestUser): Promise<string> {
  const { email } = user
  const opened = await signIn(t.deps, {
    email,
    password: testPassword,
    address: randomUUID(),
    userAgent: 'Test',
  })
  if (opened === null) throw new Error('could not sign in')
  return opened.sessionId
}

test('says who a session stands for', async () => {
  const user = await signUpVerified(t)
  const sessionId = await enter(user)
  expect(await resolve(sessionId)).toEqual({
    kind: 'user',
    userId: user.id,
    role: 'consumer',
    status: 'active',
    emailVerified: true,
    totp: false,
    sessionId,
  })
})

test.each(['', 'nobody', randomUUID(), "' OR true --", '0'.repeat(5000)])(
  'knows nobody by %s',
  async (id) => {
    expect(await resolve(id)).toBeNull()
  },
)

test('reads role and status from the database every time', async () => {
  const user = await signUpVerified(t)
  const sessionId = await enter(user)
  const become = async (change: string) => {
    await t.admin.query(`UPDATE users SET ${change} WHERE id = $1`, [user.id])
    return resolve(sessionId)
  }
  expect(await become(`role = 'admin'`)).toMatchObject({ role: 'admin' })
  expect(await become(`role = 'consumer'`)).toMatchObject({ role: 'consumer' })
  expect(await become(`status = 'frozen'`)).toMatchObject({ status: 'frozen' })
  expect(await become(`status = 'disabled'`)).toBeNull()
  expect(await become(`status = 'active'`)).toMatchObject({ status: 'active' })
})

test('ends a session that nobody used for seven days', async () => {
  const sessionId = await enter(await signUpVerified(t))
  await t.clock.advance(7 * dayMs - 60_000)
  expect(await resolve(sessionId)).not.toBeNull()
  await t.clock.advance(7 * dayMs - 60_000)
  expect(await resolve(sessionId)).not.toBeNull()
  await t.clock.advance(7 * dayMs)
  expect(await resolve(sessionId)).toBeNull()
})

test('ends a session in daily use after thirty days', async () => {
  const sessionId = await enter(await signUpVerified(t))
  for (let day = 1; day < 30; day += 1) {
    await t.clock.advance(dayMs)
    expect(await resolve(sessionId), `day ${day}`).not.toBeNull()
  }
  await t.clock.advance(dayMs)
  expect(await resolve(sessionId)).toBeNull()
})

test('writes that somebody was here at most once a minute', async () => {
  const sessionId = await enter(await signUpVerified(t))
  const version = async () => {
    const { rows } = await t.admin.query('SELECT xmin FROM sessions WHERE id = $1', [sessionId])
    return rows[0].xmin
  }
  const first = await version()
  await resolve(sessionId)
  expect(await version()).toBe(first)
  await t.clock.advance(61_000)
  await resolve(sessionId)
  const second = await version()
  expect(second).not.toBe(first)
  await resolve(sessionId)
  expect(await version()).toBe(second)
})

test('lists the live sessions and marks the one that asks', async () => {
  const user = await signUpVerified(t)
  const [phone, desk] = [await enter(user), await enter(user)]
  await signOut(t.deps, await enter(user))
  const { sessions } = await listSessions(userCtx(t.deps, user, { sessionId: desk }))
  expect(sessions.map(({ id, current }) => [id, current])).toEqual([
    [desk, true],
    [phone, false],
  ])
})

test('signs a device out, once or twice, and nobody else’s', async () => {
  const user = await signUpVerified(t)
  const [phone, desk] = [await enter(user), await enter(user)]
  const stranger = userCtx(t.deps, await signUpVerified(t))
  expect(await codeOf(revokeSession(stranger, { sessionId: phone }))).toBe('NOT_FOUND')
  expect(await codeOf(revokeSession(stranger, { sessionId: randomUUID() }))).toBe('NOT_FOUND')
  const ctx = userCtx(t.deps, user, { sessionId: desk })
  expect(await revokeSession(ctx, { sessionId: phone })).toEqual({ done: true })
  expect(await revokeSession(ctx, { sessionId: phone })).toEqual({ done: true })
  expect(await resolve(phone)).toBeNull()
  expect(await resolve(desk)).not.toBeNull()
})

test('ends a session at sign-out, and an unknown one is nothing to do', async () => {
  const sessionId = await enter(await signUpVerified(t))
  await signOut(t.deps, sessionId)
  await signOut(t.deps, sessionId)
  await signOut(t.deps, randomUUID())
  expect(await resolve(sessionId)).toBeNull()
})
