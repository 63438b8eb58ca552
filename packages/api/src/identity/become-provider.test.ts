import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { becomeProvider } from './become-provider.ts'
import { providerTermsVersion } from './terms.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const accept = { termsVersion: providerTermsVersion }
const acceptedAt = async (id: string) => {
  const { rows } = await t.admin.query(
    'SELECT provider_terms_accepted_at AS at FROM users WHERE id = $1',
    [id],
  )
  return rows[0].at
}

test('makes a consumer a provider and records which terms and when', async () => {
  const user = await addUser(t)
  expect(await becomeProvider(userCtx(t.deps, user), accept)).toMatchObject({
    role: 'provider',
    providerTermsVersion,
  })
  expect(await acceptedAt(user.id)).toBeInstanceOf(Date)
  const { rows } = await t.admin.query(
    `SELECT detail FROM audit_events WHERE subject_id = $1 AND action = 'identity.become_provider'`,
    [user.id],
  )
  expect(rows).toEqual([{ detail: { termsVersion: providerTermsVersion } }])
})

test('keeps the first acceptance when it is repeated', async () => {
  const user = await addUser(t)
  const ctx = userCtx(t.deps, user)
  const first = await becomeProvider(ctx, accept)
  const at = await acceptedAt(user.id)
  await t.clock.advance(1000)
  expect(await becomeProvider(ctx, accept)).toEqual(first)
  expect(await acceptedAt(user.id)).toEqual(at)
})

test('asks again when the terms are newer', async () => {
  const user = await addUser(t, 'provider')
  await t.admin.query(`UPDATE users SET provider_terms_version = '2025-01' WHERE id = $1`, [
    user.id,
  ])
  expect(await becomeProvider(userCtx(t.deps, user), accept)).toMatchObject({
    providerTermsVersion,
  })
})

test('refuses other terms, an address that is not confirmed, and a frozen account', async () => {
  const user = await addUser(t)
  const ctx = userCtx(t.deps, user)
  expect(await codeOf(becomeProvider(ctx, { termsVersion: '2025-01' }))).toBe('TERMS_REQUIRED')
  const unverified = userCtx(t.deps, user, { emailVerified: false })
  expect(await codeOf(becomeProvider(unverified, accept))).toBe('EMAIL_NOT_VERIFIED')
  const frozen = userCtx(t.deps, user, { status: 'frozen' })
  expect(await codeOf(becomeProvider(frozen, accept))).toBe('ACCOUNT_FROZEN')
  const { rows } = await t.admin.query('SELECT role FROM users WHERE id = $1', [user.id])
  expect(rows).toEqual([{ role: 'consumer' }])
})

test('leaves an admin an admin, also one who became it a moment ago', async () => {
  const user = await addUser(t)
  await t.admin.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [user.id])
  expect(await becomeProvider(userCtx(t.deps, user), accept)).toMatchObject({ role: 'admin' })
})

test('nobody becomes an admin as the role web', async () => {
  const user = await addUser(t)
  await expect(
    t.deps.prisma.user.update({ where: { id: user.id }, data: { role: 'admin' } }),
  ).rejects.toThrow('only the operator makes an admin')
})
