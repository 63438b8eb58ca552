import { afterAll, beforeAll, expect, test } from 'vitest'
import { anyoneCtx, userCtx } from '../testing/contexts.ts'
import { signUpVerified } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getBalances } from './get-balances.ts'
import { getStarterGrant } from './get-starter-grant.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

test('tells a visitor what confirming an address grants', async () => {
  expect(await getStarterGrant(anyoneCtx(t.deps))).toEqual({ amount: 2000n, validDays: 30 })
})

test('tells exactly what is then granted', async () => {
  const told = await getStarterGrant(anyoneCtx(t.deps))
  const user = await signUpVerified(t)
  expect((await getBalances(userCtx(t.deps, user))).bonus).toBe(told?.amount)
})
