import { grantBonus } from '@aetherflow/ledger/grant-bonus'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { signUpVerified } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { expireBonus } from './expire-bonus.ts'
import { getBalances } from './get-balances.ts'
import { listStatement } from './list-statement.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const dayMs = 24 * 3_600_000

test('takes starter credits back after thirty days, once, and says so in the statement', async () => {
  const ctx = userCtx(t.deps, await signUpVerified(t))
  expect(await expireBonus(workerCtx(t.workerDeps), { limit: 100 })).toEqual({
    processed: 0,
    more: false,
  })
  await t.clock.advance(31 * dayMs)
  expect(await expireBonus(workerCtx(t.workerDeps), { limit: 100 })).toEqual({
    processed: 1,
    more: false,
  })
  expect(await expireBonus(workerCtx(t.workerDeps), { limit: 100 })).toEqual({
    processed: 0,
    more: false,
  })
  expect(await getBalances(ctx)).toMatchObject({ bonus: 0n, spendable: 0n })
  const { lines } = await listStatement(ctx, { limit: 10, types: ['expiry'] })
  expect(lines).toMatchObject([{ amount: -2000n, spendableAfter: 0n }])
})

test('says that there is more when one owner had more lots than the limit', async () => {
  await t.admin.query(
    `INSERT INTO grant_rules (reason, version, amount, valid_days) VALUES ('second', 1, 100, 30)`,
  )
  for (const user of [await signUpVerified(t), await signUpVerified(t)])
    await grantBonus(t.deps.sql, { userId: user.id, reason: 'second' })
  await t.clock.advance(31 * dayMs)
  const limited = () => expireBonus(workerCtx(t.workerDeps), { limit: 1 })
  expect(await limited()).toEqual({ processed: 2, more: true })
  expect(await limited()).toEqual({ processed: 2, more: true })
  expect(await limited()).toEqual({ processed: 0, more: false })
})
