import { randomUUID } from 'node:crypto'
import { chargeback } from '@aetherflow/ledger/chargeback'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { userCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { listStatement } from './list-statement.ts'
import { statementOutput } from './statement-schemas.ts'
import { deliverImages } from './testing/deliver-images.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const all = { types: [], limit: 30 }

test('a chargeback is found by its order and by the image it took back, each part by its own people', async () => {
  const [consumer, provider] = [await addUser(t), await addUser(t, 'provider')]
  await addCredits(t, consumer, 100)
  const { taskIds } = await deliverImages(t, consumer, provider)
  const [order] = (
    await t.admin.query<{ id: string }>('SELECT id FROM orders WHERE user_id = $1', [consumer.id])
  ).rows
  const chargebackId = randomUUID()
  await t.admin.query(
    `INSERT INTO chargebacks (id, order_id, gateway, gateway_dispute_id, amount_minor, currency, credits)
     SELECT $1, o.id, o.gateway, 'dispute-1', o.amount_minor, o.currency, o.credits FROM orders o WHERE o.id = $2`,
    [chargebackId, order?.id],
  )
  expect(await chargeback(t.workerDeps.sql, { chargebackId })).toMatchObject({ reversed: 250n })

  const consumerCtx = userCtx(t.deps, consumer)
  const ofOrder = statementOutput.parse(
    await listStatement(consumerCtx, { ...all, about: order?.id }),
  )
  const types = ofOrder.lines.map(({ type }) => type)
  expect(types.filter((type) => type === 'chargeback')).toHaveLength(2)
  expect(types.at(-1)).toBe('recharge')
  expect(ofOrder.lines.some(({ debtDelta }) => debtDelta !== 0n)).toBe(true)

  const ofTask = await listStatement(consumerCtx, { ...all, about: taskIds[0] })
  expect(ofTask.lines.map(({ type }) => type)).toEqual(['chargeback', 'consume', 'hold'])
  const theirs = await listStatement(userCtx(t.deps, provider), { ...all, about: taskIds[0] })
  expect(theirs.lines).toMatchObject([
    { type: 'reversal', pendingDelta: -200n, pendingAfter: 0n },
    { type: 'earn', pendingAfter: 200n },
  ])
})
