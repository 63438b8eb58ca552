import {
  addAttempt,
  addResource,
  addRun,
  credits,
  delivered,
} from '@aetherflow/ledger/testing/arrange'
import { settle } from '@aetherflow/ledger/settle'
import { poolSql } from '@aetherflow/db/sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getBalances } from './get-balances.ts'
import { matureEarnings } from './mature-earnings.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

test('moves earnings to earned when their dispute window has passed, a batch at a time', async () => {
  const admin = poolSql(t.admin)
  const db = {
    web: t.deps.sql,
    worker: t.workerDeps.sql,
    admin,
    run: <Row>(text: string, values: readonly unknown[] = []) =>
      admin.query<Row>({ name: '', text }, values),
    setClock: async () => undefined,
    close: async () => undefined,
  }
  const [consumer, provider] = [await addUser(t), await addUser(t, 'provider')]
  await addCredits(t, consumer, 100)
  const resourceId = await addResource(db, provider.id)
  for (let count = 0; count < 3; count += 1) {
    const [taskId = ''] = await addRun(db, consumer.id)
    await settle(
      db.worker,
      delivered(await addAttempt(db, taskId, { resourceId, price: credits(5) })),
    )
  }
  const owner = userCtx(t.deps, provider)
  const mature = () => matureEarnings(workerCtx(t.workerDeps), { limit: 2 })
  expect(await getBalances(owner)).toMatchObject({ pending: 1200n, earned: 0n })
  expect(await mature()).toEqual({ processed: 0, more: false })
  await t.clock.advance(72 * 3_600_000)
  expect(await mature()).toEqual({ processed: 2, more: true })
  expect(await mature()).toEqual({ processed: 1, more: false })
  expect(await mature()).toEqual({ processed: 0, more: false })
  expect(await getBalances(owner)).toMatchObject({ pending: 0n, earned: 1200n, spendable: 1200n })
})
