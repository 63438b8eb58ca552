import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMetrics } from '../create-metrics.ts'
import { addCredits, addUser } from '../testing/arrange.ts'
import { workerCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { checkLedger } from './check-ledger.ts'
import { followLedger } from './follow-ledger.ts'
import { getLedgerHead } from './get-ledger-head.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

/** Other databases of the cluster hold the tailers back for a moment, too. */
async function untilFinal(): Promise<void> {
  const final = `SELECT coalesce(max(xid), '0') < pg_snapshot_xmin(pg_current_snapshot()) AS final FROM transfers`
  while ((await t.admin.query<{ final: boolean }>(final)).rows[0]?.final !== true);
}
const figure = async (name: string) => {
  const text = await createMetrics(t.deps).read()
  return new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]
}

test('follows the ledger in batches, and then has a head to anchor', async () => {
  const ctx = workerCtx(t.workerDeps)
  expect(await getLedgerHead(ctx)).toBeNull()
  for (let i = 0; i < 3; i += 1) await addCredits(t, await addUser(t), 100)
  await untilFinal()
  expect(await followLedger(ctx, { limit: 2 })).toEqual({ processed: 2, more: true })
  expect(await followLedger(ctx, { limit: 2 })).toEqual({ processed: 1, more: false })
  expect(await followLedger(ctx, { limit: 2 })).toEqual({ processed: 0, more: false })
  expect(await getLedgerHead(ctx)).toMatchObject({ number: 3n })
  expect(await figure('aetherflow_ledger_chain_head')).toBe('3')
})

test('counts violations until a full check holds, and a stopped settlement until somebody starts it', async () => {
  const ctx = workerCtx(t.workerDeps)
  const user = await addUser(t)
  await addCredits(t, user, 100)
  await untilFinal()
  const sound = { checked: true, broken: [], stopped: false, more: false }
  expect(await checkLedger(ctx, { scope: 'full' })).toEqual(sound)
  expect(await checkLedger(ctx, { scope: 'full' })).toMatchObject({ checked: false })
  expect(await figure('aetherflow_invariant_violations')).toBe('0')
  expect(await figure('aetherflow_settlement_stopped')).toBe('0')

  const payment = (id: string | null) =>
    t.admin.query('UPDATE orders SET gateway_payment_id = $2 WHERE user_id = $1', [user.id, id])
  await payment(null)
  expect(await checkLedger(ctx, { scope: 'recent' })).toMatchObject({
    broken: ['I9'],
    stopped: true,
  })
  expect(await figure('aetherflow_invariant_violations')).toBe('1')
  expect(await figure('aetherflow_settlement_stopped')).toBe('1')

  await payment('p-mended')
  expect(await checkLedger(ctx, { scope: 'recent' })).toMatchObject({ broken: [], stopped: true })
  expect(await figure('aetherflow_invariant_violations')).toBe('1')
  await t.clock.advance(25 * 3_600_000)
  expect(await checkLedger(ctx, { scope: 'full' })).toMatchObject({ broken: [], stopped: true })
  expect(await figure('aetherflow_invariant_violations')).toBe('0')
  expect(await figure('aetherflow_settlement_stopped')).toBe('1')
})
