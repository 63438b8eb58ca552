import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getProviderMonth } from './get-provider-month.ts'
import { matureEarnings } from './mature-earnings.ts'
import { providerMonth, providerMonthInput } from './statement-schemas.ts'
import { deliverImages } from './testing/deliver-images.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const monthOf = (at: Date) => at.toISOString().slice(0, 7)

test('pending before, plus what moved, is pending after, month by month', async () => {
  const [consumer, provider] = [await addUser(t), await addUser(t, 'provider')]
  const ctx = userCtx(t.deps, provider)
  await addCredits(t, consumer, 100)
  const { resourceId } = await deliverImages(t, consumer, provider, { count: 3 })
  await deliverImages(t, consumer, provider, { resourceId, modelId: 'stability:ultra' })
  const first = monthOf(t.clock.now())
  await t.clock.advance(40 * 86_400_000)
  const second = monthOf(t.clock.now())
  await matureEarnings(workerCtx(t.workerDeps), { limit: 100 })
  await deliverImages(t, consumer, provider, { resourceId })

  const earned = providerMonth.parse(await getProviderMonth(ctx, { month: first }))
  expect(earned).toEqual({
    month: first,
    firstMonth: first,
    pendingBefore: 0n,
    pendingAfter: 800n,
    movements: [{ type: 'earn', lines: 4, amount: 800n, pending: 800n }],
    earnings: [
      {
        resourceId,
        resourceName: 'test',
        modelId: 'stability:core',
        images: 3,
        price: 750n,
        fee: 150n,
        share: 600n,
        reversed: 0n,
        feeReversed: 0n,
      },
      expect.objectContaining({ modelId: 'stability:ultra', images: 1, share: 200n }),
    ],
  })
  const matured = await getProviderMonth(ctx, { month: second })
  expect(matured).toMatchObject({
    pendingBefore: 800n,
    pendingAfter: 200n,
    movements: [
      { type: 'earn', amount: 200n, pending: 200n },
      { type: 'mature', lines: 4, amount: 800n, pending: -800n },
    ],
  })
  for (const month of [earned, matured]) {
    const moved = month.movements.reduce((sum, { pending }) => sum + pending, 0n)
    expect(month.pendingBefore + moved).toBe(month.pendingAfter)
  }
})

test('of somebody who never earned is empty, even when they bought', async () => {
  const user = await addUser(t, 'provider')
  await addCredits(t, user, 100)
  const month = monthOf(t.clock.now())
  expect(await getProviderMonth(userCtx(t.deps, user), { month })).toEqual({
    month,
    firstMonth: null,
    pendingBefore: 0n,
    pendingAfter: 0n,
    movements: [],
    earnings: [],
  })
})

test.each(['2026-13', '2026-00', '26-01', '1999-12', '2100-01', '2026-01-01'])(
  'there is no month %s',
  (month) => {
    expect(providerMonthInput.safeParse({ month }).success).toBe(false)
  },
)
