import { afterAll, beforeAll, expect, test } from 'vitest'
import { userCtx } from '../testing/contexts.ts'
import { signUp } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getProfile } from './get-profile.ts'
import { profile, updateProfileInput } from './schemas.ts'
import { updateProfile } from './update-profile.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

test('shows the caller their own row and no secret of it', async () => {
  const user = await signUp(t)
  const seen = profile.parse(await getProfile(userCtx(t.deps, user)))
  expect(seen).toMatchObject({
    id: user.id,
    email: user.email,
    emailVerified: false,
    theme: 'system',
  })
})

test('changes what is given and leaves the rest', async () => {
  const ctx = userCtx(t.deps, await signUp(t))
  await updateProfile(ctx, { displayName: 'Marina', locale: 'zh-CN' })
  expect(await updateProfile(ctx, { theme: 'dark' })).toMatchObject({
    displayName: 'Marina',
    locale: 'zh-CN',
    theme: 'dark',
  })
  const before = await getProfile(ctx)
  expect(await updateProfile(ctx, {})).toEqual(before)
})

test('touches nobody else', async () => {
  const other = userCtx(t.deps, await signUp(t))
  await updateProfile(userCtx(t.deps, await signUp(t)), { displayName: 'Marina' })
  expect((await getProfile(other)).displayName).toBe('')
})

test.each([
  ['control characters', { displayName: 'a\u0000b' }],
  ['a direction override', { displayName: 'a\u202eb' }],
  ['a long name', { displayName: 'a'.repeat(81) }],
  ['another language', { locale: 'fr' }],
  ['a role', { role: 'admin' }],
  ['a status', { status: 'active' }],
  ['an operator', { displayName: { set: 'x' } }],
])('refuses %s', (_name, input) => {
  expect(updateProfileInput.safeParse(input).success).toBe(false)
})
