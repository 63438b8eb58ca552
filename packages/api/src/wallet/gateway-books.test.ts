import { randomUUID } from 'node:crypto'
import type {
  PaymentGateway,
  StatementLine,
} from '@aetherflow/integrations/payment/payment-gateway'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMetrics } from '../create-metrics.ts'
import { addUser } from '../testing/arrange.ts'
import { orderPack } from '../testing/buyer.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { paidOrder, type PaidOrder } from '../testing/paid-order.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { compareGatewayStatements } from './compare-gateway-statements.ts'
import { executeRefunds } from './execute-refunds.ts'
import { getOrder } from './get-order.ts'
import { resolveOrder } from './internal/resolve-order.ts'
import { requestRefund } from './request-refund.ts'

// One evening of payments; what is compared is that day, from the next one on.
const dayMs = 24 * 3_600_000
let t: TestDeps
let plain: PaidOrder
let refunded: PaidOrder
let disputed: PaidOrder
let today: string
beforeAll(async () => {
  t = await createTestDeps()
  t.simulator.setCallbacks({ copies: 0 })
  today = t.clock.now().toISOString().slice(0, 10)
  const admin = userCtx(t.deps, await addUser(t, 'admin'))
  ;[plain, refunded, disputed] = [await paidOrder(t), await paidOrder(t), await paidOrder(t)]
  const input = { clientId: randomUUID(), orderId: refunded.order.id, credits: 2_000n }
  await requestRefund(admin, { ...input, reason: 'part' })
  await executeRefunds(workerCtx(t.workerDeps), { limit: 10 })
  t.simulator.openDispute(disputed.order.id)
  await resolveOrder(t.workerDeps, disputed.order.id)
})
afterAll(() => t.close())

const sandbox = (): PaymentGateway => {
  const gateway = t.workerDeps.gateways.get('sandbox')
  if (gateway === undefined) throw new Error('no gateway')
  return gateway
}
/** Compares with books in which something is different; the days are due again. */
async function compare(change: (lines: StatementLine[]) => StatementLine[] = (lines) => lines) {
  await t.admin.query(`UPDATE gateway_statements SET checked_at = '2000-01-01'`)
  const statement = async (day: string) =>
    day === today ? change(await sandbox().statement(day)) : []
  const gateways = new Map([['sandbox', { ...sandbox(), statement }]])
  await compareGatewayStatements(workerCtx({ ...t.workerDeps, gateways }))
  const { rows } = await t.admin.query(
    `SELECT * FROM gateway_statements WHERE day = $1 AND currency = 'USD'`,
    [today],
  )
  return rows[0]
}

test('finds its own day in the books: payments, a refund, a dispute', async () => {
  await t.clock.advance(dayMs)
  const row = await compare()
  expect(row).toMatchObject({ matches: true, differences: [], lines: 5 })
  const minor = plain.order.amountMinor
  expect([row.ours_minor, row.theirs_minor]).toEqual([`${2 * minor - 20}`, `${2 * minor - 20}`])
})

test('compares each of three days once a day, also with two workers', async () => {
  await t.admin.query('DELETE FROM gateway_statements')
  const run = () => compareGatewayStatements(workerCtx(t.workerDeps))
  await Promise.all([run(), run()])
  const { rows } = await t.admin.query('SELECT gateway, day::text FROM gateway_statements')
  const days = new Set(rows.map(({ gateway, day }) => `${gateway} ${day}`))
  expect(days.size).toBe(3 * t.workerDeps.gateways.size)
  expect(await run()).toEqual({ processed: 0, more: false })
})

test('tries a day again whose books are not there yet', async () => {
  await t.admin.query('DELETE FROM gateway_statements')
  const closed = { ...sandbox(), statement: () => Promise.reject(new Error('not yet')) }
  const gateways = new Map([['sandbox', closed]])
  const none = await compareGatewayStatements(workerCtx({ ...t.workerDeps, gateways }))
  expect(none.processed).toBe(0)
  const { processed } = await compareGatewayStatements(workerCtx(t.workerDeps))
  expect(processed).toBe(3 * t.workerDeps.gateways.size)
})

test.each<[string, (lines: StatementLine[]) => StatementLine[], () => object]>([
  [
    'another amount of a payment',
    (lines) => lines.map((line) => (isPlain(line) ? { ...line, amountMinor: 1 } : line)),
    () => ({ kind: 'payment', oursMinor: plain.order.amountMinor, theirsMinor: 1 }),
  ],
  [
    'a payment that only we know',
    (lines) => lines.filter((line) => !isPlain(line)),
    () => ({ kind: 'payment', oursMinor: plain.order.amountMinor, theirsMinor: 0 }),
  ],
  [
    'a refund that only we know',
    (lines) => lines.filter(({ kind }) => kind !== 'refund'),
    () => ({ kind: 'refund', oursMinor: -20, theirsMinor: 0 }),
  ],
  [
    'a larger refund',
    (lines) => lines.map((line) => (line.kind === 'refund' ? { ...line, amountMinor: -21 } : line)),
    () => ({ kind: 'refund', oursMinor: -20, theirsMinor: -21 }),
  ],
  [
    'a dispute won that we have not heard of',
    (lines) => [...lines, { ...first(lines), kind: 'dispute-return', amountMinor: 5 }],
    () => ({ kind: 'dispute-return', oursMinor: 0, theirsMinor: 5 }),
  ],
])('tells %s', async (_name, change, difference) => {
  const row = await compare(change)
  expect(row).toMatchObject({ matches: false, differences: [difference()] })
  expect(Number(row.ours_minor) - Number(row.theirs_minor)).toBe(gapOf(row.differences))
  const figures = await createMetrics(t.deps).read()
  expect(figures).toContain(
    'aetherflow_gateway_statement_differences{gateway="sandbox",currency="USD"} 1',
  )
  expect(await compare()).toMatchObject({ matches: true })
})

const first = (lines: StatementLine[]): StatementLine => {
  const [line] = lines
  if (line === undefined) throw new Error('no lines')
  return line
}
const isPlain = ({ kind, gatewayPaymentId }: StatementLine) =>
  kind === 'payment' && gatewayPaymentId === plain.order.gatewayPaymentId
const gapOf = (differences: { oursMinor: number; theirsMinor: number }[]) =>
  differences.reduce((sum, { oursMinor, theirsMinor }) => sum + oursMinor - theirsMinor, 0)

test('tells a credited order whose entries do not stand in the clearing account', async () => {
  await t.admin.query(`UPDATE accounts SET gateway = 'elsewhere' WHERE kind = 'clearing'`)
  expect(await compare()).toMatchObject({ matches: false })
  await t.admin.query(`UPDATE accounts SET gateway = 'sandbox' WHERE kind = 'clearing'`)
  expect(await compare()).toMatchObject({ matches: true })
})

test('credits what the books show and no webhook ever told, instead of telling a difference', async () => {
  const ctx = userCtx(t.deps, await addUser(t))
  const order = await orderPack(ctx)
  t.simulator.settlePayment(order.id, 'paid')
  await t.admin.query(`UPDATE orders SET status = 'expired', next_check_at = NULL WHERE id = $1`, [
    order.id,
  ])
  const made = new Date().toISOString().slice(0, 10)
  const row = await compare()
  expect(made === today ? row.matches : true).toBe(true)
  expect((await getOrder(ctx, { orderId: order.id })).status).toBe('credited')
})

test('takes what a restarted simulator has forgotten for no difference, but never in production', async () => {
  const statement = async () => []
  const queryPayment = async () => ({ kind: 'not-found' as const })
  const gateways = new Map([['sandbox', { ...sandbox(), statement, queryPayment }]])
  for (const [mode, matches] of [
    ['demo', true],
    ['production', false],
  ] as const) {
    await t.admin.query(`UPDATE gateway_statements SET checked_at = '2000-01-01'`)
    await compareGatewayStatements(workerCtx({ ...t.workerDeps, mode, gateways }))
    const { rows } = await t.admin.query(
      `SELECT matches FROM gateway_statements WHERE gateway = 'sandbox' AND day = $1 AND currency = 'USD'`,
      [today],
    )
    expect([mode, rows]).toEqual([mode, [{ matches }]])
  }
})
