import { afterAll, beforeAll, expect, test } from 'vitest'
import { DomainError } from '../domain-error.ts'
import { codeOf } from '../testing/code-of.ts'
import { newEmail, signUp, signUpVerified, testPassword } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { signIn, signInErrorCode } from './sign-in.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

let addresses = 0
const enter = (email: string, password: string, address = `203.0.113.${(addresses += 1)}`) =>
  signIn(t.deps, { email, password, address, userAgent: 'Test browser'.repeat(40) })

test('opens a session with both of its ends, and no address in the clear', async () => {
  const user = await signUpVerified(t)
  const opened = await enter(` ${user.email.toUpperCase()} `, testPassword, '203.0.113.200')
  expect(opened).toMatchObject({ userId: user.id })
  const { rows } = await t.admin.query('SELECT * FROM sessions WHERE id = $1', [opened?.sessionId])
  const [session] = rows
  expect(session.idle_expires_at - session.created_at).toBe(7 * 24 * 3_600_000)
  expect(session.expires_at - session.created_at).toBe(30 * 24 * 3_600_000)
  expect(session.user_agent).toHaveLength(256)
  expect(JSON.stringify(session)).not.toContain('203.0.113.200')
})

test('lets somebody in whose address is not confirmed yet', async () => {
  const user = await signUp(t)
  expect(await enter(user.email, testPassword)).toMatchObject({ userId: user.id })
})

test('answers nothing for a wrong password, an unknown address, nonsense and a disabled account', async () => {
  const user = await signUpVerified(t)
  expect(await enter(user.email, 'wrong password')).toBeNull()
  expect(await enter(newEmail(), testPassword)).toBeNull()
  expect(await enter('nobody', testPassword)).toBeNull()
  expect(await enter(user.email, 'x'.repeat(201))).toBeNull()
  expect(await enter(`${'a'.repeat(300)}@example.test`, testPassword)).toBeNull()
  await t.admin.query(`UPDATE users SET status = 'disabled' WHERE id = $1`, [user.id])
  expect(await enter(user.email, testPassword)).toBeNull()
  const { rows } = await t.admin.query('SELECT FROM sessions WHERE user_id = $1', [user.id])
  expect(rows).toEqual([])
})

test('refuses the sixth try on one account, from wherever, even with the right password', async () => {
  const user = await signUpVerified(t)
  for (let attempt = 0; attempt < 5; attempt += 1)
    expect(await enter(user.email, 'wrong password')).toBeNull()
  expect(await codeOf(enter(user.email, testPassword))).toBe('TOO_MANY_REQUESTS')
  expect(await enter((await signUpVerified(t)).email, testPassword)).not.toBeNull()
  // The window ends: what is counted has expired.
  await t.admin.query('UPDATE rate_limits SET expire = 1')
  expect(await enter(user.email, testPassword)).not.toBeNull()
})

test('forgets the wrong tries after a right one', async () => {
  const user = await signUpVerified(t)
  for (let round = 0; round < 3; round += 1) {
    for (let attempt = 0; attempt < 4; attempt += 1) await enter(user.email, 'wrong password')
    expect(await enter(user.email, testPassword)).not.toBeNull()
  }
})

test('refuses the 31st try from one address, whatever the accounts', async () => {
  const address = '198.51.100.30'
  for (let attempt = 0; attempt < 30; attempt += 1)
    expect(await enter(`nobody-${attempt}`, 'x', address)).toBeNull()
  const user = await signUpVerified(t)
  expect(await codeOf(enter(user.email, testPassword, address))).toBe('TOO_MANY_REQUESTS')
  expect(await enter(user.email, testPassword)).not.toBeNull()
})

test('counts tries at once as one after the other', async () => {
  const user = await signUpVerified(t)
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => enter(user.email, 'wrong password')),
  )
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
})

/** Signs in while somebody else has the user's row changed and not yet committed. */
async function enterDuring(email: string, change: string) {
  const other = await t.admin.connect()
  try {
    await other.query('BEGIN')
    await other.query(`UPDATE users SET ${change} WHERE email = $1`, [email])
    const entering = enter(email, testPassword)
    let settled = false
    const settling = entering.finally(() => (settled = true))
    // It either waits for the row or has finished without it: the commit comes after both.
    await expect
      .poll(async () => settled || (await waitsForALock()), { timeout: 20_000 })
      .toBe(true)
    await other.query('COMMIT')
    return await settling
  } finally {
    // Closed, not handed back: a failed check leaves its transaction open.
    other.release(true)
  }
}

async function waitsForALock(): Promise<boolean> {
  const { rowCount } = await t.admin.query(
    `SELECT FROM pg_stat_activity
     WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`,
  )
  return rowCount !== 0
}

test.each([
  ['the password is changed', `password_hash = 'another'`],
  ['the account is disabled', `status = 'disabled'`],
])('opens no session when %s while the old one is being checked', async (_name, change) => {
  const user = await signUpVerified(t)
  expect(await enterDuring(user.email, change)).toBeNull()
  const { rows } = await t.admin.query('SELECT FROM sessions WHERE user_id = $1', [user.id])
  expect(rows).toEqual([])
})

test('keeps no e-mail or network address in the counters', async () => {
  const email = newEmail()
  await enter(email, 'wrong password', '198.51.100.77')
  const { rows } = await t.admin.query('SELECT key FROM rate_limits')
  const keys = rows.map(({ key }) => key).join(' ')
  expect(keys).not.toContain('198.51.100.77')
  expect(keys).not.toContain(email)
})

test.each(['CODE_REQUIRED', 'CODE_WRONG', 'TOTP_UNREADABLE'] as const)(
  'lets %s through to the form',
  (code) => {
    expect(signInErrorCode(new DomainError(code))).toBe(code)
  },
)

test('lets only codes into the address that next-auth makes of an error', () => {
  expect(signInErrorCode(new DomainError('TOO_MANY_REQUESTS'))).toBe('TOO_MANY_REQUESTS')
  // The limiter of the server's own copy of this package throws a class that next-auth's copy does not know.
  const foreign = Object.assign(new Error('TOO_MANY_REQUESTS'), {
    name: 'DomainError',
    code: 'TOO_MANY_REQUESTS',
    params: {},
  })
  expect(signInErrorCode(foreign)).toBe('TOO_MANY_REQUESTS')
  expect(signInErrorCode(new DomainError('STATE_CHANGED'))).toBe('UNAVAILABLE')
  expect(signInErrorCode(new Error('connect ECONNREFUSED 10.0.0.5'))).toBe('UNAVAILABLE')
})
