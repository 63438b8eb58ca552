import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { orderPack } from '../testing/buyer.ts'
import { codeOf } from '../testing/code-of.ts'
import { userCtx } from '../testing/contexts.ts'
import { followOrder, paidOrder } from '../testing/paid-order.ts'
import { approveRefund, refuseRefund, requestRefund } from './refund-order.ts'
import { resolveIncident } from './resolve-incident.ts'
import { deskStage } from './testing/desk-stage.ts'

const desk = deskStage()
const execute = () => desk.worker().wallet.executeRefunds({ limit: 20 })
const refunding = (orderId: string, credits?: bigint) => ({
  ...desk.reviewing(),
  orderId,
  ...(credits === undefined ? {} : { credits }),
})

/** An order that was paid, and whose payment does not fit it; its incident. */
async function parked(): Promise<{ orderId: string; incidentId: string }> {
  const ctx = userCtx(desk.test.deps, await addUser(desk.test))
  const { id } = await orderPack(ctx)
  await desk.test.admin.query(`UPDATE orders SET merchant = 'somebody-else' WHERE id = $1`, [id])
  desk.test.simulator.settlePayment(id, 'paid')
  await followOrder(desk.test, ctx, id)
  const { incidents } = await desk.first().order({ orderId: id })
  return { orderId: id, incidentId: incidents[0]?.id ?? '' }
}

describe('finding orders', () => {
  test('by order, buyer, address and payment', async () => {
    const { ctx, order } = await paidOrder(desk.test)
    await paidOrder(desk.test)
    const { email } = (await desk.first().user({ userId: ctx.actor.userId })).user
    const payment = (await desk.first().order({ orderId: order.id })).order.gatewayPaymentId ?? ''
    expect(payment).not.toBe('')
    for (const search of [order.id, ctx.actor.userId, email, email.slice(0, 8), payment]) {
      const { orders } = await desk.first().orders({ search })
      expect([search, orders.map(({ id }) => id)]).toEqual([search, [order.id]])
    }
    for (const search of ['%', payment.slice(0, -2), randomUUID()])
      expect([search, (await desk.first().orders({ search })).orders]).toEqual([search, []])
  })

  test('by status and gateway, page by page', async () => {
    const { orderId } = await parked()
    const { orders } = await desk.first().orders({ statuses: ['mismatch'], gateway: 'sandbox' })
    expect(orders).toMatchObject([{ id: orderId, status: 'mismatch', openIncidents: 1 }])
    expect((await desk.first().orders({ gateway: 'alipay' })).orders).toEqual([])
    const page = await desk.first().orders({ limit: 1 })
    expect(page.more).toBe(true)
    const next = await desk.first().orders({ limit: 1, before: page.orders[0]?.id })
    expect(next.orders[0]?.id.localeCompare(page.orders[0]?.id ?? '')).toBe(-1)
  })
})

describe('a refund', () => {
  test('is asked for by an admin, done by the worker, and seen on the order', async () => {
    const { order } = await paidOrder(desk.test)
    const input = refunding(order.id, 2_500n)
    const asked = await desk.first().requestRefund(input)
    expect(asked).toMatchObject({ state: 'requested', credits: 2_500n, orderId: order.id })
    expect((await desk.first().requestRefund(input)).id).toBe(asked.id)
    await execute()
    const shown = await desk.first().order({ orderId: order.id })
    expect(shown.refunds).toMatchObject([{ id: asked.id, state: 'done' }])
    expect(shown.order.refundedCredits).toBe(2_500n)
    expect(shown.refundable.credits).toBe(7_500n)
    expect((await desk.first().refunds({ states: ['done'] })).refunds[0]?.id).toBe(asked.id)
    const other = { ...input, credits: 2_501n }
    expect(await codeOf(requestRefund(desk.ctxOf(0), other))).toBe('IDEMPOTENCY_CONFLICT')
    const tooMuch = refunding(order.id, 7_501n)
    expect(await codeOf(requestRefund(desk.ctxOf(0), tooMuch))).toBe('REFUND_OUT_OF_RANGE')
  })

  test('above the limit waits for a second admin', async () => {
    await desk.setSetting('approval.limit', 2_000)
    const { order } = await paidOrder(desk.test)
    const asked = await desk.first().requestRefund(refunding(order.id, 2_001n))
    expect(asked).toMatchObject({ state: 'awaiting_approval', mayApprove: false })
    const review = { ...desk.reviewing(), refundId: asked.id }
    expect(await codeOf(approveRefund(desk.ctxOf(0), review))).toBe('SECOND_ADMIN_REQUIRED')
    const { refunds } = await desk.second().refunds({ states: ['awaiting_approval'] })
    expect(refunds).toMatchObject([{ id: asked.id, mayApprove: true }])
    expect(await approveRefund(desk.ctxOf(1), review)).toMatchObject({
      state: 'requested',
      approvedBy: { id: desk.admins[1].id },
    })
    expect(await approveRefund(desk.ctxOf(1), review)).toMatchObject({ state: 'requested' })
    const late = { ...desk.reviewing(), refundId: asked.id }
    expect(await codeOf(refuseRefund(desk.ctxOf(1), late))).toBe('STATE_CHANGED')
    await desk.setSetting('approval.limit', 10_000)
  })

  test.each(['consumer', 'provider'] as const)('is not for a %s to ask', async (role) => {
    const user = await addUser(desk.test, role)
    await expect(desk.as(user).requestRefund(refunding(randomUUID()))).rejects.toMatchObject({
      message: 'FORBIDDEN',
    })
  })
})

describe('a payment that does not fit', () => {
  test('is listed and given back, once', async () => {
    const { orderId, incidentId } = await parked()
    const { incidents } = await desk.first().incidents({ state: 'open' })
    expect(incidents.find(({ id }) => id === incidentId)).toMatchObject({
      orderId,
      reason: 'MERCHANT',
      state: 'open',
    })
    const resolving = {
      clientId: randomUUID(),
      incidentId,
      action: 'refund' as const,
      note: 'paid to somebody else',
    }
    expect(await desk.first().resolveIncident(resolving)).toMatchObject({
      state: 'resolved',
      resolution: 'refunded',
      handledBy: { id: desk.admins[0].id },
      note: 'paid to somebody else',
    })
    expect(await desk.first().resolveIncident(resolving)).toMatchObject({ state: 'resolved' })
    const { refunds } = await desk.first().order({ orderId })
    expect(refunds).toMatchObject([{ incidentId, credits: 0n }])
    const again = { ...resolving, clientId: randomUUID() }
    expect(await codeOf(resolveIncident(desk.ctxOf(0), again))).toBe('STATE_CHANGED')
    const other = { ...resolving, action: 'dismiss' as const }
    expect(await codeOf(resolveIncident(desk.ctxOf(0), other))).toBe('IDEMPOTENCY_CONFLICT')
  })

  test('is dismissed with a note', async () => {
    const { incidentId } = await parked()
    const resolving = { clientId: randomUUID(), incidentId, action: 'dismiss' as const }
    const note = 'the buyer keeps it at the gateway'
    expect(await desk.first().resolveIncident({ ...resolving, note })).toMatchObject({
      resolution: 'dismissed',
      note,
    })
    await expect(desk.first().resolveIncident({ ...resolving, note: '' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

test('lists what banks took back', async () => {
  const { ctx, order } = await paidOrder(desk.test)
  await desk.test.admin.query(
    `INSERT INTO chargebacks (order_id, gateway, gateway_dispute_id, amount_minor, currency, credits)
     VALUES ($1, 'sandbox', 'dp_1', $2, 'USD', 10000)`,
    [order.id, order.amountMinor],
  )
  const { chargebacks } = await desk.first().chargebacks({})
  expect(chargebacks).toMatchObject([
    { orderId: order.id, user: { id: ctx.actor.userId }, state: 'opened', taken: 0n },
  ])
  expect((await desk.first().order({ orderId: order.id })).chargebacks).toEqual(chargebacks)
})

test('lists the gateways’ books by day, and only the days that differ', async () => {
  await desk.test.admin.query(
    `INSERT INTO gateway_statements (gateway, day, currency, matches, ours_minor, theirs_minor, lines, differences) VALUES
     ('sandbox', '2026-11-20', 'USD', true, 5, 5, 1, '[]'),
     ('stripe', '2026-11-20', 'USD', false, 5, 4, 1, '[{"kind": "payment"}]'),
     ('sandbox', '2026-11-21', 'USD', true, 6, 6, 1, '[]')`,
  )
  const keys = ({ statements }: { statements: { day: string; gateway: string }[] }) =>
    statements.map(({ day, gateway }) => `${day} ${gateway}`)
  const page = await desk.first().gatewayStatements({ limit: 2 })
  expect([keys(page), page.more]).toEqual([['2026-11-21 sandbox', '2026-11-20 stripe'], true])
  const before = { day: '2026-11-20', gateway: 'stripe' as const, currency: 'USD' }
  expect(keys(await desk.first().gatewayStatements({ before }))).toEqual(['2026-11-20 sandbox'])
  const differing = await desk.first().gatewayStatements({ differing: true })
  expect(differing.statements).toMatchObject([{ oursMinor: 5n, theirsMinor: 4n }])
})
