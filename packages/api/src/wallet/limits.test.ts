import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getLimits } from './get-limits.ts'
import { limitsOutput, setLimitsInput } from './limits-schemas.ts'
import { noticeLowBalance } from './notice-low-balance.ts'
import { setLimits } from './set-limits.ts'
import { deliverImages } from './testing/deliver-images.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

/** Looks until everything was read: transactions of other databases hold a tailer back. */
async function notice(): Promise<void> {
  for (let isDone = false; !isDone;) {
    await noticeLowBalance(workerCtx(t.workerDeps), { limit: 100 })
    const { rows } = await t.admin.query<{ done: boolean }>(
      `SELECT NOT EXISTS (SELECT FROM transfers t JOIN tailers m ON m.name = 'low_balance' AND t.xid >= m.up_to_xid) AS done`,
    )
    isDone = rows[0]?.done ?? false
  }
}
const mailsTo = async (email: string) => {
  const { rows } = await t.admin.query<{ params: unknown; template: string }>(
    'SELECT template, params FROM outbox_messages WHERE recipient = $1 ORDER BY id',
    [email],
  )
  return rows
}

test('nobody has a cap, everybody a mark, until they say otherwise; each change is written down', async () => {
  const user = await addUser(t)
  const ctx = userCtx(t.deps, user)
  expect(limitsOutput.parse(await getLimits(ctx))).toMatchObject({
    dailySpendCap: null,
    spentToday: null,
    lowBalanceAt: 500n,
    isLow: true,
  })
  const set = await setLimits(ctx, { dailySpendCap: 2_000n })
  expect(set).toMatchObject({ dailySpendCap: 2_000n, spentToday: 0n, lowBalanceAt: 500n })
  expect(await setLimits(ctx, { dailySpendCap: null, lowBalanceAt: null })).toMatchObject({
    dailySpendCap: null,
    lowBalanceAt: null,
    isLow: false,
  })
  const { rows } = await t.admin.query<{ detail: unknown }>(
    `SELECT detail FROM audit_events WHERE actor_id = $1 AND action = 'wallet.set_limits' ORDER BY id`,
    [user.id],
  )
  expect(rows[0]?.detail).toEqual({
    before: { dailySpendCap: null, lowBalanceAt: '500' },
    after: { dailySpendCap: '2000', lowBalanceAt: '500' },
  })
  expect(rows).toHaveLength(2)
})

test('says what today has taken of the cap, reserved and paid, and when the day is over', async () => {
  const [user, provider] = [await addUser(t), await addUser(t, 'provider')]
  await addCredits(t, user, 100)
  const ctx = userCtx(t.deps, user)
  await setLimits(ctx, { dailySpendCap: 5_000n })
  await deliverImages(t, user, provider, { count: 2, deliver: 1 })
  const limits = await getLimits(ctx)
  expect(limits.spentToday).toBe(550n)
  expect(limits.resetsAt.toISOString()).toMatch(/T00:00:00.000Z$/)
  expect(limits.resetsAt.getTime() - t.clock.now().getTime()).toBeLessThanOrEqual(86_400_000)
})

test('mails a wallet that runs low once, in its owner’s language, and not on a second look', async () => {
  const [user, provider] = [await addUser(t), await addUser(t, 'provider')]
  await t.admin.query(`UPDATE users SET locale = 'zh-CN' WHERE id = $1`, [user.id])
  await addCredits(t, user, 100)
  const ctx = userCtx(t.deps, user)
  await setLimits(ctx, { lowBalanceAt: 9_800n })
  await notice()
  expect(await mailsTo(user.email)).toEqual([])
  await deliverImages(t, user, provider)
  await notice()
  await notice()
  expect(await mailsTo(user.email)).toEqual([
    { template: 'low_balance', params: { left: '97.50', mark: '98.00' } },
  ])
  expect((await getLimits(ctx)).isLow).toBe(true)
})

test.each([
  ['a cap below one credit', { dailySpendCap: 99n }],
  ['a negative mark', { lowBalanceAt: -1n }],
  ['a mark past all credits', { lowBalanceAt: 10n ** 12n }],
  ['somebody else', { userId: 'x' }],
])('refuses %s', (_name, input) => {
  expect(setLimitsInput.safeParse(input).success).toBe(false)
})
