import { randomBytes } from 'node:crypto'
import { register } from '../identity/register.ts'
import { verifyEmail } from '../identity/verify-email.ts'
import { anyoneCtx, type TestUser } from './contexts.ts'
import type { TestDeps } from './test-deps.ts'

export const testPassword = 'tidal ledger coral'

export function newEmail(): string {
  return `u-${randomBytes(6).toString('hex')}@example.test`
}

/** The token of the newest such mail to an address. */
export async function mailedToken(
  test: TestDeps,
  email: string,
  template: 'verify_email' | 'reset_password',
): Promise<string> {
  const { rows } = await test.admin.query<{ token: string }>(
    `SELECT params ->> 'token' AS token FROM outbox_messages WHERE recipient = $1 AND template = $2
     ORDER BY id DESC LIMIT 1`,
    [email, template],
  )
  const token = rows[0]?.token
  if (token === undefined) throw new Error(`no ${template} mail for ${email}`)
  return token
}

/** An account through the front door, with `testPassword`, whose address is not confirmed yet. */
export async function signUp(test: TestDeps, email: string = newEmail()): Promise<TestUser> {
  await register(anyoneCtx(test.deps), { email, password: testPassword, locale: 'en' })
  const { rows } = await test.admin.query<{ id: string }>(`SELECT id FROM users WHERE email = $1`, [
    email,
  ])
  return { id: rows[0]?.id ?? '', email, role: 'consumer' }
}

export async function signUpVerified(test: TestDeps): Promise<TestUser> {
  const user = await signUp(test)
  const token = await mailedToken(test, user.email, 'verify_email')
  await verifyEmail(anyoneCtx(test.deps), { token })
  return user
}
