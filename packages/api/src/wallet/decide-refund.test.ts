import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UserCtx } from '../context.ts'
import { addUser } from '../testing/arrange.ts'
import { orderPack } from '../testing/buyer.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { followOrder, paidOrder } from '../testing/paid-order.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { decideRefund } from './decide-refund.ts'
import { executeRefunds } from './execute-refunds.ts'
import { getBalances } from './get-balances.ts'
import { refundable } from './refundable.ts'
import { requestRefund } from './request-refund.ts'
import { resolveIncident } from './resolve-incident.ts'

let t: TestDeps
let admin: UserCtx
beforeAll(async () => {
  t = await createTestDeps()
  t.simulator.setCallbacks({ copies: 0 })
  admin = userCtx(t.deps, await addUser(t, 'admin'))
})
afterAll(() => t.close())

const execute = () => executeRefunds(workerCtx(t.workerDeps), { limit: 20 })
const asked = (orderId: string) => ({ clientId: randomUUID(), orderId, reason: 'too much' })
const stateOf = async (id: string) =>
  (await t.admin.query('SELECT state FROM order_refunds WHERE id = $1', [id])).rows[0].state

test('lets a refund above the limit wait for a second admin', async () => {
  const { ctx, order } = await paidOrder(t, { packCode: 'creator' })
  const refund = await requestRefund(admin, asked(order.id))
  expect(refund.state).toBe('awaiting_approval')
  await execute()
  const decision = { clientId: randomUUID(), refundId: refund.id, reason: 'fine' }
  expect(await codeOf(decideRefund(admin, { ...decision, decision: 'approve' }))).toBe(
    'SECOND_ADMIN_REQUIRED',
  )
  expect(await stateOf(refund.id)).toBe('awaiting_approval')
  const second = userCtx(t.deps, await addUser(t, 'admin'))
  const approve = { ...decision, decision: 'approve' as const }
  expect((await decideRefund(second, approve)).state).toBe('requested')
  expect((await decideRefund(second, approve)).state).toBe('requested')
  const third = { ...approve, clientId: randomUUID() }
  expect(await codeOf(decideRefund(second, third))).toBe('STATE_CHANGED')
  expect(await codeOf(decideRefund(second, { ...third, refundId: randomUUID() }))).toBe('NOT_FOUND')
  await execute()
  expect((await getBalances(ctx)).available).toBe(0n)
})

test('refunds nothing that was rejected, and leaves room for another', async () => {
  const { order } = await paidOrder(t, { packCode: 'creator' })
  const refund = await requestRefund(admin, asked(order.id))
  const decision = { clientId: randomUUID(), refundId: refund.id, reason: 'no' }
  expect(await decideRefund(admin, { ...decision, decision: 'reject' })).toMatchObject({
    state: 'refused',
    failure: 'REJECTED',
  })
  await execute()
  expect(await stateOf(refund.id)).toBe('refused')
  expect((await refundable(t.deps.sql, [order.id])).get(order.id)?.credits).toBe(50_000n)
})

test('counts what was overpaid for a small order, and gives it back when a second admin agrees', async () => {
  const ctx = userCtx(t.deps, await addUser(t))
  const order = await orderPack(ctx)
  // At half its price, so what is paid below is worth two such orders.
  await t.admin.query('UPDATE orders SET amount_minor = 50 WHERE id = $1', [order.id])
  t.simulator.settlePayment(order.id, 'paid')
  await followOrder(t, ctx, order.id)
  const { rows } = await t.admin.query('SELECT id FROM payment_incidents WHERE order_id = $1', [
    order.id,
  ])
  const close = { resolution: 'refunded', note: 'paid twice as much' } as const
  await resolveIncident(admin, { ...close, clientId: randomUUID(), incidentId: rows[0].id })
  const made = await t.admin.query('SELECT id, state FROM order_refunds WHERE order_id = $1', [
    order.id,
  ])
  expect(made.rows).toMatchObject([{ state: 'awaiting_approval' }])
  const second = userCtx(t.deps, await addUser(t, 'admin'))
  const refundId = made.rows[0].id
  const decision = {
    clientId: randomUUID(),
    refundId,
    reason: 'fine',
    decision: 'approve',
  } as const
  await decideRefund(second, decision)
  await execute()
  expect(await stateOf(refundId)).toBe('done')
})
