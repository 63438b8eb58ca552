import { randomUUID } from 'node:crypto'
import { type AppRouter, createCaller } from '@aetherflow/api/app-router'
import { addUser } from '@aetherflow/api/testing/arrange'
import { type TestUser, userCtx } from '@aetherflow/api/testing/contexts'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import type { createTRPCClient } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest'

/**
 * What a developer does who imports our procedures: names their types, and calls them in process or by the
 * client. Each `@ts-expect-error` is a wrong call that must not compile: `tsc` fails when one does.
 */
type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>
type Client = ReturnType<typeof createTRPCClient<AppRouter>>

let t: TestDeps
let user: TestUser
beforeAll(async () => {
  t = await createTestDeps()
  user = await addUser(t)
})
afterAll(() => t.close())

const caller = () => createCaller(userCtx(t.deps, user))

test('a right call works and its answer is typed', async () => {
  const balances = await caller().wallet.balances()
  expectTypeOf(balances.available).toEqualTypeOf<bigint>()
  expectTypeOf<Outputs['wallet']['balances']>().toEqualTypeOf(balances)
  expect(balances.available).toBe(0n)

  const order = await caller().wallet.startTopUp({
    clientId: randomUUID(),
    packCode: 'starter',
    currency: 'USD',
    gateway: 'sandbox',
  })
  expectTypeOf(order.status).toExtend<string>()
  expect(order).toMatchObject({ status: 'pending', amountMinor: 100 })
})

test('what the schema fills in may be left out', () => {
  expectTypeOf<{ limit: number }>().toExtend<Inputs['wallet']['statement']>()
  expectTypeOf<Record<string, never>>().toExtend<Inputs['wallet']['statement']>()
})

test('a wrong call does not compile, and is refused when it is made all the same', async () => {
  // @ts-expect-error an id is a text
  await expect(caller().wallet.order({ orderId: 42 })).rejects.toThrow()
  // @ts-expect-error the id is missing
  await expect(caller().wallet.order({})).rejects.toThrow()
  // @ts-expect-error a currency that nobody takes
  const topUp: Inputs['wallet']['startTopUp'] = { ...(await goodTopUp()), currency: 'EUR' }
  await expect(caller().wallet.startTopUp(topUp)).rejects.toThrow()
  // @ts-expect-error quantities are bigint, never number
  const priced: Inputs['wallet']['startTopUp'] = { ...(await goodTopUp()), credits: 10_000 }
  await expect(caller().wallet.startTopUp(priced)).rejects.toThrow()
  // @ts-expect-error a field that nobody asked for
  await expect(caller().identity.updateProfile({ role: 'admin' })).rejects.toThrow()
  // @ts-expect-error no such procedure
  await expect(async () => caller().wallet.mint({ credits: 1n })).rejects.toThrow()
})

test('the client sees the same procedures, and no system procedure', () => {
  expectTypeOf<Client['tasks']['submit']['mutate']>()
    .parameter(0)
    .toExtend<Inputs['tasks']['submit']>()
  expectTypeOf<Client['wallet']>().not.toHaveProperty('reconcileOrders')
  expectTypeOf<Client['gateway']>().not.toHaveProperty('claimVerifications')
  // @ts-expect-error a query is not mutated
  expectTypeOf<Client['wallet']['balances']['mutate']>().toBeFunction()
})

async function goodTopUp() {
  return {
    clientId: randomUUID(),
    packCode: 'custom',
    currency: 'USD' as const,
    gateway: 'sandbox' as const,
  }
}
