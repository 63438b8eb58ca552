import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantBonus } from './grant-bonus.ts'
import { openDispute } from './open-dispute.ts'
import { settle } from './settle.ts'
import {
  addAttempt,
  addOrder,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
} from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { sqlStateOf } from './testing/look.ts'
import { topUp } from './top-up.ts'

const DUPLICATE = '23505'
const OUT_OF_BOUNDS = '23514'

/** What the tables refuse by themselves, should a door ever be wrong; asked as their owner. */
let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
  await settledTask()
})
afterAll(() => db.close())

/** One of everything: a paid order, a granted bonus, a settled task. */
async function settledTask(): Promise<void> {
  const consumer = await addUser(db)
  const orderId = await addOrder(db, consumer)
  await topUp(db.worker, {
    orderId,
    gateway: 'sandbox',
    merchant: 'merchant-1',
    gatewayPaymentId: 'pay-1',
    amountMinor: 100,
    currency: 'USD',
  })
  await grantBonus(db.web, { userId: consumer, reason: 'email_verified' })
  const [taskId = ''] = await addRun(db, consumer)
  const resourceId = await addResource(db, await addUser(db))
  const call = await addAttempt(db, taskId, { resourceId, price: credits(1) })
  expect(await settle(db.worker, delivered(call))).toBe('settled')
  await deskRows(orderId, taskId, consumer)
}

/** What the desk and the gateways write, as plain rows. */
async function deskRows(orderId: string, taskId: string, userId: string): Promise<void> {
  await db.run(
    `INSERT INTO gateway_events (gateway, event_id, kind, payload) VALUES ('sandbox', 'evt-1', 'paid', '{}')`,
  )
  await db.run(
    `INSERT INTO chargebacks (order_id, gateway, gateway_dispute_id, amount_minor, currency, credits)
     VALUES ($1, 'sandbox', 'du-1', 100, 'USD', 10000)`,
    [orderId],
  )
  await db.run(
    `INSERT INTO adjustments (kind, user_id, account, amount, reason, client_id, request_hash, state, requested_by)
     VALUES ('adjust', $1, 'available', 5, 'test', gen_random_uuid(), repeat('0', 64), 'awaiting_approval', gen_random_uuid())`,
    [userId],
  )
  await db.run(
    `INSERT INTO order_refunds (order_id, client_id, request_hash, credits, amount_minor, currency, reason, requested_by)
     VALUES ($1, gen_random_uuid(), repeat('0', 64), 5, 1, 'USD', 'test', gen_random_uuid())`,
    [orderId],
  )
  await openDispute(db.web, {
    userId,
    taskId,
    clientId: randomUUID(),
    requestHash: '0'.repeat(64),
    type: 'other',
    description: 'nothing like the prompt',
  })
}

/** A row again, but for what has to differ. */
const again = (table: string, differing: Record<string, string>) => {
  const change = Object.entries(differing).map(([column, value]) => `'${column}', ${value}`)
  return `INSERT INTO ${table}
    SELECT (jsonb_populate_record(r, jsonb_build_object(${change.join(', ')}))).* FROM ${table} r LIMIT 1`
}
const newId = { id: 'gen_random_uuid()' }

describe('the same fact is not written twice', () => {
  it.each([
    ['a transfer under its business key', again('transfers', newId)],
    ['a settlement of a task', again('settlements', { attempt_id: 'gen_random_uuid()' })],
    ['a settlement of an attempt', again('settlements', { task_id: 'gen_random_uuid()' })],
    ['an image of a task', again('images', newId)],
    ['a run under its client id', again('runs', newId)],
    ['an order under its client id', again('orders', { ...newId, gateway_payment_id: `'pay-2'` })],
    ['a payment for two orders', again('orders', { ...newId, client_id: 'gen_random_uuid()' })],
    [
      'an entry under its number',
      again('entries', { id: `nextval('entries_id_seq')`, transfer_id: 'gen_random_uuid()' }),
    ],
    [
      'two entries of a transfer on one account',
      again('entries', { id: `nextval('entries_id_seq')`, seq: '999999' }),
    ],
    ['an event of a gateway', again('gateway_events', newId)],
    ['a bank’s dispute', again('chargebacks', newId)],
    ['an adjustment under its client id', again('adjustments', newId)],
    ['a refund under its client id', again('order_refunds', newId)],
    ['a dispute of a task', again('disputes', { ...newId, client_id: 'gen_random_uuid()' })],
    [
      'a line of a transfer and user',
      again('statement_lines', { id: `nextval('statement_lines_id_seq')` }),
    ],
    ['an account of a user', again('accounts', { id: '999999' })],
  ])('%s', async (_, text) => {
    // The balance trigger would refuse a lone entry, too, but only after the key did.
    expect(await sqlStateOf(db.run(text))).toBe(DUPLICATE)
  })
})

describe('no figure leaves its bounds', () => {
  it.each([
    ['a balance below zero', `UPDATE accounts SET balance = -1 WHERE kind = 'available'`],
    ['a debt above zero', `UPDATE accounts SET balance = 1 WHERE kind = 'debt'`],
    ['more reversed than the price', 'UPDATE settlements SET reversed = price + 1'],
    ['more of the fee reversed than the fee', 'UPDATE settlements SET fee_reversed = fee + 1'],
    [
      'a share that is not price less fee',
      'UPDATE settlements SET provider_share = provider_share + 1',
    ],
    [
      'sources that are not the price',
      'UPDATE settlements SET from_available = from_available + 1',
    ],
    [
      'a promotional share above the share',
      'UPDATE settlements SET share_promo = provider_share + 1',
    ],
    ['a hold that is not its sources', 'UPDATE tasks SET held_available = held_available + 1'],
    ['a lot with more left than it had', 'UPDATE bonus_lots SET remaining = amount + 1'],
    ['an order refunded beyond its amount', 'UPDATE orders SET refunded_minor = amount_minor + 1'],
    ['an order refunded beyond its credits', 'UPDATE orders SET refunded_credits = credits + 1'],
  ])('%s', async (_, text) => {
    expect(await sqlStateOf(db.run(text))).toBe(OUT_OF_BOUNDS)
  })
})
