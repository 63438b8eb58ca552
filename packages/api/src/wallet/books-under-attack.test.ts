import { randomUUID } from 'node:crypto'
import type {
  GatewayDispute,
  PaymentGateway,
  StatementLine,
} from '@aetherflow/integrations/payment/payment-gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { paidOrder } from '../testing/paid-order.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { compareGatewayStatements } from './compare-gateway-statements.ts'
import { executeRefunds } from './execute-refunds.ts'
import { resolveOrder } from './internal/resolve-order.ts'
import { requestRefund } from './request-refund.ts'

// Books that differ stop settlement for everybody, so what strangers and buyers can put into them must not.
const dayMs = 24 * 3_600_000
let t: TestDeps
let today: string
beforeAll(async () => {
  t = await createTestDeps()
  t.simulator.setCallbacks({ copies: 0 })
  today = t.clock.now().toISOString().slice(0, 10)
})
afterAll(() => t.close())

const sandbox = (): PaymentGateway => {
  const gateway = t.workerDeps.gateways.get('sandbox')
  if (gateway === undefined) throw new Error('no gateway')
  return gateway
}
async function compareWith(
  differing: Partial<PaymentGateway>,
  extra: StatementLine[],
  isThere: (line: StatementLine) => boolean = () => true,
) {
  await t.clock.advance(dayMs)
  const statement = async (day: string) =>
    day === today ? [...(await sandbox().statement(day)).filter(isThere), ...extra] : []
  const gateways = new Map([['sandbox', { ...sandbox(), ...differing, statement }]])
  await compareGatewayStatements(workerCtx({ ...t.workerDeps, gateways }))
  await t.clock.advance(-dayMs)
  await t.admin.query(`UPDATE gateway_statements SET checked_at = '2000-01-01'`)
  const { rows } = await t.admin.query(
    `SELECT matches, differences FROM gateway_statements WHERE day = $1 AND currency = 'USD'`,
    [today],
  )
  return rows[0]
}

test.each([
  ['heard of while it was open', ['open', 'won']],
  ['won before anybody heard of it', ['won']],
] as const)('a dispute of a refunded order, %s, leaves the books agreeing', async (_, states) => {
  const admin = userCtx(t.deps, await addUser(t, 'admin'))
  const { order } = await paidOrder(t)
  await requestRefund(admin, { clientId: randomUUID(), orderId: order.id, reason: 'all of it' })
  await executeRefunds(workerCtx(t.workerDeps), { limit: 10 })
  const gatewayDisputeId = `dp_${randomUUID()}`
  const amountMinor = order.amountMinor
  const told = (state: GatewayDispute['state']): PaymentGateway['queryPayment'] => {
    return async (ref) => {
      const found = await sandbox().queryPayment(ref)
      const isIt = found.kind === 'paid' && ref.orderId === order.id
      return isIt ? { ...found, disputes: [{ gatewayDisputeId, amountMinor, state }] } : found
    }
  }
  for (const state of states) {
    const gateways = new Map([['sandbox', { ...sandbox(), queryPayment: told(state) }]])
    await resolveOrder({ ...t.workerDeps, gateways }, order.id)
  }
  const line = { gatewayPaymentId: order.gatewayPaymentId ?? '', orderId: order.id }
  const booked = { ...line, currency: 'USD' as const, at: t.clock.now() }
  const row = await compareWith({ queryPayment: told('won') }, [
    { ...booked, kind: 'dispute', amountMinor: -amountMinor },
    { ...booked, kind: 'dispute-return', amountMinor },
  ])
  expect(row).toEqual({ matches: true, differences: [] })
})

test('a stranger’s payment into our account comes before an admin and stops nothing', async () => {
  const stranger = { gatewayPaymentId: 'pay_stranger', orderId: null, currency: 'USD' as const }
  const row = await compareWith({}, [
    { ...stranger, kind: 'payment', amountMinor: 1, at: new Date(`${today}T12:00:00Z`) },
  ])
  expect(row).toEqual({ matches: true, differences: [] })
  const { rows } = await t.admin.query(
    `SELECT reason, amount_minor, state FROM payment_incidents WHERE gateway_payment_id = 'pay_stranger'`,
  )
  expect(rows).toEqual([{ reason: 'UNKNOWN_ORDER', amount_minor: 1, state: 'open' }])
  const at = new Date(`${today}T13:00:00Z`)
  const back = { ...stranger, kind: 'refund' as const, amountMinor: -1, at }
  expect(await compareWith({}, [back])).toMatchObject({ matches: true })
  const more = { ...back, amountMinor: -2 }
  expect(await compareWith({}, [more])).toMatchObject({ matches: false })
})

test('a refund that a gateway books just after midnight, by its clock, is no difference', async () => {
  const admin = userCtx(t.deps, await addUser(t, 'admin'))
  const { order } = await paidOrder(t)
  const asked = { clientId: randomUUID(), orderId: order.id, reason: 'all of it' }
  const { id } = await requestRefund(admin, asked)
  await executeRefunds(workerCtx(t.workerDeps), { limit: 10 })
  await t.admin.query('UPDATE order_refunds SET ended_at = $2 WHERE id = $1', [
    id,
    `${today}T23:59:58Z`,
  ])
  const isLate = ({ kind, orderId }: StatementLine) => kind === 'refund' && orderId === order.id
  const row = await compareWith({}, [], (line) => !isLate(line))
  expect(row).toEqual({ matches: true, differences: [] })
})
