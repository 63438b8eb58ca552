import { addUser } from '@aetherflow/api/testing/arrange'
import { poolSql } from '@aetherflow/db/sql'
import { balances } from '@aetherflow/ledger/balances'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { closeGate } from '../../processes/gate.ts'
import { openWorld, type World } from '../../processes/open-world.ts'
import type { Child } from '../../processes/start-child.ts'
import { until } from '../../processes/until.ts'
import { expectLedgerHolds } from '../buyer.ts'
import {
  creditsOf,
  deliver,
  dispute,
  type GatewayId,
  openOrder,
  pay,
  redeliver,
  statusOf,
} from './gateway-desk.ts'
import { startTcpProxy, type TcpProxy } from '../tcp-proxy.ts'

const gateways: GatewayId[] = ['sandbox', 'alipay', 'stripe']
const pack = 10_000n

let front: TcpProxy
let world: World
beforeAll(async () => {
  front = await startTcpProxy({ host: '127.0.0.1', port: 9 })
  world = await openWorld({ publicUrl: `http://127.0.0.1:${front.port}` })
})
afterAll(async () => {
  await world.close()
  await front.close()
})
beforeEach(() => deliver(world, { copies: 1, delayMs: 0, shuffle: false }))

async function startWeb(): Promise<Child> {
  const web = await world.startWebDoor()
  front.lead(Number(new URL(String(web.ready['url'])).port))
  return web
}

const eventsOf = async (orderId: string): Promise<number> => {
  const { rows } = await world.admin.query('SELECT FROM gateway_events WHERE order_id = $1', [
    orderId,
  ])
  return rows.length
}

async function spendable(userId: string): Promise<bigint> {
  return (await balances(poolSql(world.admin), userId)).spendable
}

it.each(gateways)(
  'F18 %s: the web dies before it has kept the webhook: told again, credited once',
  async (gateway) => {
    const buyer = await addUser(world)
    const first = await startWeb()
    const order = await openOrder(world, buyer, gateway)
    const gate = await closeGate(world, 'webhook')
    await pay(world, order)
    await gate.stopped(1)
    first.signal('SIGKILL')
    await first.ended
    await gate.breakOff()
    await gate.open()
    expect(await eventsOf(order.id)).toBe(0)

    const second = await startWeb()
    // No worker asks yet: it is the gateway that comes again.
    await until('the gateway to come again', async () => (await eventsOf(order.id)) > 0)
    const worker = await world.startWorker()
    await until('the credits', async () => (await spendable(buyer.id)) === pack)
    expect(await creditsOf(world, [order])).toEqual([1])
    await expectLedgerHolds(world)
    await Promise.all([second.end(), worker.end()])
  },
)

it.each(gateways)(
  'F19 %s: the acknowledgement is lost: the same again changes nothing',
  async (gateway) => {
    const buyer = await addUser(world)
    const [web, worker] = await Promise.all([startWeb(), world.startWorker()])
    const order = await openOrder(world, buyer, gateway)
    const happened = front.loseAnswerTo((asked) => asked.includes('/api/webhooks/'))
    await pay(world, order)
    await happened
    await until('the credits', async () => (await spendable(buyer.id)) === pack)
    // It comes once more, and is done with before its acknowledgement is lost, too.
    const again = front.loseAnswerTo((asked) => asked.includes('/api/webhooks/'))
    await redeliver(world, order)
    await again
    await world.advance(60_000)
    expect(await creditsOf(world, [order])).toEqual([1])
    expect(await spendable(buyer.id)).toBe(pack)
    await expectLedgerHolds(world)
    await Promise.all([web.end(), worker.end()])
  },
)

it('F20: no webhook ever comes: the reconciler asks and credits, with every gateway', async () => {
  await deliver(world, { copies: 0 })
  const buyer = await addUser(world)
  const orders = await Promise.all(gateways.map((gateway) => openOrder(world, buyer, gateway)))
  for (const order of orders) await pay(world, order)
  const worker = await world.startWorker()
  await until('the credits of all three', async () => (await spendable(buyer.id)) === 3n * pack)
  expect(await creditsOf(world, orders)).toEqual([1, 1, 1])
  await Promise.all(orders.map(async ({ id }) => expect(await eventsOf(id)).toBe(0)))
  await worker.end()
})

it('F21: webhooks and reconcilers at once, everything twice: each credited once', async () => {
  await deliver(world, { copies: 3, delayMs: 500, shuffle: true })
  const buyer = await addUser(world)
  const web = await startWeb()
  const orders = []
  for (let number = 0; number < 9; number += 1)
    orders.push(await openOrder(world, buyer, gateways[number % 3] ?? 'sandbox'))
  await Promise.all(orders.map((order) => pay(world, order)))
  const workers = await Promise.all([world.startWorker(), world.startWorker()])
  await until('all credits', async () => (await spendable(buyer.id)) === 9n * pack)
  await until('every webhook to be followed up', async () => {
    const { rows } = await world.admin.query(
      'SELECT FROM gateway_events WHERE processed_at IS NULL',
    )
    return rows.length === 0
  })
  expect(await creditsOf(world, orders)).toEqual(orders.map(() => 1))
  expect(await spendable(buyer.id)).toBe(9n * pack)
  await expectLedgerHolds(world)
  await Promise.all([web.end(), ...workers.map((worker) => worker.end())])
})

it.each(['sandbox', 'stripe'] as const)(
  'F22 %s: the bank takes back what we never heard was paid: right in the end, and again when won',
  async (gateway) => {
    const buyer = await addUser(world)
    const web = await startWeb()
    const order = await openOrder(world, buyer, gateway)
    await deliver(world, { copies: 0 })
    await pay(world, order)
    await deliver(world, { copies: 1 })
    await dispute(world, order, 'open')
    const worker = await world.startWorker()
    await until(
      'the chargeback',
      async () => (await statusOf(world, [order]))[0] === 'charged_back',
    )
    expect(await spendable(buyer.id)).toBe(0n)
    await expectLedgerHolds(world)

    await dispute(world, order, 'won')
    await until('the return', async () => (await spendable(buyer.id)) === pack)
    expect(await statusOf(world, [order])).toEqual(['credited'])
    expect(await creditsOf(world, [order])).toEqual([1])
    await expectLedgerHolds(world)
    await Promise.all([web.end(), worker.end()])
  },
)
