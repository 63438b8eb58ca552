import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { userCtx } from '../testing/contexts.ts'
import { signUpVerified } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getBalances } from './get-balances.ts'
import { listPacks } from './list-packs.ts'
import { balancesOutput, packsOutput } from './schemas.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

test('starts with nothing', async () => {
  const balances = balancesOutput.parse(await getBalances(userCtx(t.deps, await addUser(t))))
  expect(balances).toEqual({
    spendable: 0n,
    available: 0n,
    bonus: 0n,
    promoEarned: 0n,
    earned: 0n,
    held: 0n,
    pending: 0n,
    debt: 0n,
    nextExpiry: null,
  })
})

test('adds what was bought to the bonus, and says when the bonus ends', async () => {
  const user = await signUpVerified(t)
  await addCredits(t, user, 500)
  const { nextExpiry, ...balances } = await getBalances(userCtx(t.deps, user))
  expect(balances).toMatchObject({ spendable: 52_000n, available: 50_000n, bonus: 2_000n })
  expect(nextExpiry?.amount).toBe(2_000n)
  const days = ((nextExpiry?.expiresAt.getTime() ?? 0) - t.clock.now().getTime()) / 86_400_000
  expect(Math.round(days)).toBe(30)
})

test('sells the newest version of each pack that is not retired, at the open gateways', async () => {
  await t.admin.query(`
    WITH newer AS (INSERT INTO packs (code, version, credits, position) VALUES ('starter', 2, 11000, 1) RETURNING id)
    INSERT INTO pack_prices SELECT id, 'USD', 100, 10000 FROM newer`)
  await t.admin.query(`UPDATE packs SET retired_at = now() WHERE code = 'team'`)
  const { packs, gateways, methods } = packsOutput.parse(
    await listPacks(userCtx(t.deps, await addUser(t))),
  )
  expect(gateways).toEqual(['sandbox', 'alipay', 'stripe'])
  expect(methods).toEqual([
    { gateway: 'sandbox', currencies: ['USD', 'CNY'] },
    { gateway: 'alipay', currencies: ['CNY'] },
    { gateway: 'stripe', currencies: ['USD', 'CNY'] },
  ])
  expect(packs.map(({ code, credits }) => [code, credits])).toEqual([
    ['starter', 11_000n],
    ['creator', 50_000n],
    ['studio', 200_000n],
    ['custom', null],
  ])
  expect(packs[0]?.prices).toEqual([{ currency: 'USD', amountMinor: 100, perCredits: 10_000n }])
})
