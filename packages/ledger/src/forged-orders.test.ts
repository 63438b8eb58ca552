import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addOrder, addUser } from './testing/arrange.ts'
import { paidOrder } from './testing/desk.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { sqlStateOf } from './testing/look.ts'

// What a web process in strangers' hands could write about orders: a forged one breaks I9 and I18, which would stop
// settlement for everybody.
const GUARDED = 'AF009'
let db: LedgerDatabase
let user: string
beforeAll(async () => {
  db = await createLedgerDatabase()
  user = await addUser(db)
})
afterAll(() => db.close())

const attempt = (text: string, values: unknown[]) =>
  sqlStateOf(db.web.query({ name: '', text }, values))
const forge = (column: string, value: string) =>
  attempt(
    `INSERT INTO orders (id, user_id, client_id, request_hash, pack_id, credits, amount_minor, currency, gateway,
                         merchant, expires_at, updated_at, ${column})
     SELECT $1::uuid, $2::uuid, $1::uuid, repeat('0', 64), id, 10000, 100, 'USD', 'sandbox', 'm', now(), now(), ${value}
       FROM packs WHERE code = 'custom' LIMIT 1`,
    [randomUUID(), user],
  )

it.each([
  ['status', `'credited'`],
  ['status', `'charged_back'`],
  ['status', `'mismatch'`],
  ['mismatch_reason', `'AMOUNT'`],
  ['paid_at', 'now()'],
  ['credited_at', 'now()'],
  ['refunded_minor', '1'],
  ['refunded_credits', '1'],
])('the web takes no order with %s %s', async (column, value) => {
  expect(await forge(column, value)).toBe(GUARDED)
})

it('the web takes an order that nobody has paid yet', async () => {
  expect(await forge('device', `'phone'`)).toBe('done')
})

it('the web names the payment of a pending order once, and never another for a credited one', async () => {
  const pending = await addOrder(db, user)
  const name = (order: string, payment: string | null) =>
    attempt('UPDATE orders SET gateway_payment_id = $2 WHERE id = $1::uuid', [order, payment])
  expect(await name(pending, 'pay_a')).toBe('done')
  expect(await name(pending, 'pay_b')).toBe(GUARDED)
  const bought = await paidOrder(db, user, 100)
  expect(await name(bought, 'pay_c')).toBe(GUARDED)
  expect(await name(bought, null)).toBe(GUARDED)
  const reference = `UPDATE orders SET gateway_reference = 'cs_other' WHERE id = $1::uuid`
  expect(await attempt(reference, [bought])).toBe(GUARDED)
  const check = 'UPDATE orders SET next_check_at = now(), updated_at = now() WHERE id = $1::uuid'
  expect(await attempt(check, [bought])).toBe('done')
})
