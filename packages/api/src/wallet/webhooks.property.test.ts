import { createPool } from '@aetherflow/db/pool'
import { createPrisma } from '@aetherflow/db/prisma'
import { poolSql } from '@aetherflow/db/sql'
import { verifyLedger } from '@aetherflow/ledger/verify-ledger'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Deps } from '../deps.ts'
import { addUser } from '../testing/arrange.ts'
import { orderPack, until } from '../testing/buyer.ts'
import { userCtx, workerCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import {
  type Delivery,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../testing/webhook-receiver.ts'
import { fiveAtATime } from './internal/five-at-a-time.ts'
import { processGatewayEvents } from './process-gateway-events.ts'
import { reconcileOrders } from './reconcile-orders.ts'
import { storeGatewayEvent } from './store-gateway-event.ts'

// A thousand payments and ten thousand deliveries with WEBHOOK_PAYMENTS=1000; the seed repeats a run.
const payments = Number(process.env['WEBHOOK_PAYMENTS'] ?? 500)
const seed = Number(process.env['WEBHOOK_SEED'] ?? Date.now() % 1_000_000)
const deliveriesEach = 10
const ordersEach = 6
const fates = [
  'paid',
  'paid',
  'paid',
  'paid',
  'paid',
  'lost',
  'cancelled',
  'at desk',
  'disputed',
  'won',
] as const
type Fate = (typeof fates)[number]
const gateways = ['sandbox', 'alipay', 'stripe'] as const
type Gateway = (typeof gateways)[number]
type Made = { id: string; userId: string; credits: bigint; fate: Fate }

let t: TestDeps
let receiver: WebhookReceiver
let second: Deps
let closeSecond: () => Promise<void>
beforeAll(async () => {
  t = await createTestDeps()
  receiver = await startWebhookReceiver(t.deps, { keep: true })
  const pool = createPool(t.database.workerUrl, { applicationName: 'test second worker' })
  const prisma = createPrisma(pool)
  second = { ...t.workerDeps, pool, prisma, sql: poolSql(pool) }
  closeSecond = () => prisma.$disconnect().then(() => pool.end())
})
afterAll(async () => {
  receiver.close()
  await closeSecond()
  await t.close()
})

/** Random numbers in [0, 1) that one seed always gives alike (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Wish = { gateway: Gateway; currency: 'USD' | 'CNY'; packCode: string; fate: Fate }

function wishes(random: () => number): Wish[] {
  return Array.from({ length: payments }, (_, index) => {
    const gateway = gateways[index % gateways.length] ?? 'sandbox'
    const currency = gateway === 'alipay' || random() < 0.5 ? 'CNY' : 'USD'
    const drawn = fates[Math.floor(random() * fates.length)] ?? 'paid'
    // Alipay knows no disputes.
    const fate = gateway === 'alipay' && (drawn === 'disputed' || drawn === 'won') ? 'paid' : drawn
    return { gateway, currency, packCode: random() < 0.5 ? 'starter' : 'creator', fate }
  })
}

/** Everything happens at the gateways before anybody here hears of it. */
async function arrange(random: () => number): Promise<Made[]> {
  const all = wishes(random)
  const made: Made[] = []
  const buyers = Array.from({ length: Math.ceil(payments / ordersEach) }, (_, index) =>
    all.slice(index * ordersEach, (index + 1) * ordersEach),
  )
  await fiveAtATime(buyers, async (wanted) => {
    const ctx = userCtx(receiver.deps, await addUser(t))
    for (const { fate, ...wish } of wanted) {
      const order = await orderPack(ctx, wish)
      if (wish.gateway === 'alipay') await (await fetch(order.redirectUrl ?? '')).text()
      made.push({ id: order.id, userId: ctx.actor.userId, credits: order.credits, fate })
      suffer(order.id, order.amountMinor, fate)
    }
  })
  return made
}

function suffer(orderId: string, amountMinor: number, fate: Fate): void {
  const { simulator } = t
  simulator.setCallbacks({ copies: fate === 'lost' ? 0 : 1 })
  simulator.settlePayment(orderId, fate === 'cancelled' ? 'cancelled' : 'paid')
  if (fate === 'at desk') simulator.refundAtDesk(orderId, Math.floor(amountMinor / 2))
  if (fate === 'disputed' || fate === 'won') simulator.openDispute(orderId)
  if (fate === 'won') simulator.closeDispute(orderId, 'won')
}

/** Each delivery again and again, in any order: a tenth as often as the rest would have it, or twice. */
function shuffled(kept: readonly Delivery[], random: () => number): Delivery[] {
  const copies = Math.max(1, Math.round((payments * deliveriesEach) / kept.length))
  return kept
    .flatMap((delivery) => Array.from({ length: copies }, () => ({ delivery, at: random() })))
    .toSorted((one, other) => one.at - other.at)
    .map(({ delivery }) => delivery)
}

/** Two doors take the deliveries while two workers follow them up and reconcile. */
async function storm(deliveries: readonly Delivery[]): Promise<void> {
  let at = 0
  const door = async () => {
    for (let next = deliveries[at++]; next !== undefined; next = deliveries[at++]) {
      const { kind } = await storeGatewayEvent(t.deps, next.gateway, next.raw)
      if (kind !== 'stored' && kind !== 'repeated') throw new Error(`a delivery was ${kind}`)
    }
  }
  let isOver = false
  const work = async (deps: Deps) => {
    while (!isOver) {
      const events = await processGatewayEvents(workerCtx(deps), { limit: 20 })
      const orders = await reconcileOrders(workerCtx(deps), { limit: 20 })
      if (events.processed + orders.processed === 0) await pause(5)
    }
  }
  const workers = [work(t.workerDeps), work(second)]
  await Promise.all([door(), door(), t.clock.advance(6_000)])
  isOver = true
  await Promise.all(workers)
}

/** What is left over when nobody tells anything any more. */
async function settle(): Promise<void> {
  for (let round = 0; round < 200; round += 1) {
    await t.clock.advance(61_000)
    const events = await processGatewayEvents(workerCtx(t.workerDeps), { limit: 100 })
    const orders = await reconcileOrders(workerCtx(t.workerDeps), { limit: 100 })
    if (events.processed + orders.processed === 0) return
  }
}

const creditsOf = ({ credits, fate }: Made) =>
  fate === 'cancelled' || fate === 'disputed' ? 0n : credits

async function read<Row>(text: string): Promise<Row[]> {
  return (await t.admin.query(text)).rows
}

test(
  `credits each of ${payments} payments once, however they are told of (seed ${seed})`,
  { timeout: 900_000 },
  async () => {
    const random = randomFrom(seed)
    const made = await arrange(random)
    const told = new Set(made.filter(({ fate }) => fate !== 'lost').map(({ id }) => id)).size
    await until(() => receiver.kept.length >= told)
    await pause(200)
    const deliveries = shuffled(receiver.kept, random)
    await storm(deliveries)
    await settle()

    const expected = new Map<string, bigint>()
    for (const one of made)
      expected.set(one.userId, (expected.get(one.userId) ?? 0n) + creditsOf(one))
    const wallets = await read<{ user_id: string; balance: string }>(
      `SELECT user_id, balance FROM accounts WHERE kind = 'available'`,
    )
    expect(new Map(wallets.map(({ user_id, balance }) => [user_id, BigInt(balance)]))).toEqual(
      expected,
    )
    const recharges = await read<{ order_id: string }>(
      `SELECT order_id FROM statement_lines WHERE type = 'recharge'`,
    )
    const paid = made.filter(({ fate }) => fate !== 'cancelled').map(({ id }) => id)
    expect(recharges.map(({ order_id }) => order_id).toSorted()).toEqual(paid.toSorted())
    const incidents = await read<{ order_id: string; reason: string }>(
      'SELECT order_id, reason FROM payment_incidents',
    )
    const atDesk = made.filter(({ fate }) => fate === 'at desk').map(({ id }) => id)
    expect(incidents.map(({ order_id }) => order_id).toSorted()).toEqual(atDesk.toSorted())
    expect(new Set(incidents.map(({ reason }) => reason)).size).toBeLessThanOrEqual(1)
    const verdicts = await verifyLedger(poolSql(t.admin))
    expect(verdicts.filter(({ holds }) => !holds)).toEqual([])
  },
)
